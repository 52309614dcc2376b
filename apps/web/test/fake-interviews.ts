/**
 * The part of the fake server that speaks of interviews. One browser asks: whether it is an interviewer's is `role`, and
 * which interview it sits is `sits`. Its clock is `now`, which tests set.
 */
import { randomUUID } from 'node:crypto';
import {
  AccountId,
  ExtraTime,
  InterviewId,
  type InterviewItem,
  InterviewSettings,
  type InterviewSummary,
  type InterviewTemplate,
  type InterviewView,
  type ItemStanding,
  LinkQuery,
  OTHER_SITTING,
  SittingId,
  SittingRequest,
  type SittingRow,
  type SittingState,
  type SittingView,
  type SittingWork,
  Slug,
  TemplateRequest,
} from '@lockstep/protocol';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';
import { FakeLive } from './fake-live.ts';
import type { Enter } from './fake-sockets.ts';
import { exercise, SETTINGS } from './interview-settings.ts';

const MINUTE_MS = 60_000;
const PAGE = 20;
const DONE = ok(null, 204);
const NO_INTERVIEW = 'There is no interview with this id.';

export interface Sitting {
  readonly id: SittingId;
  readonly interview: InterviewId;
  candidate: string;
  readonly createdAt: string;
  token: string;
  startedAt: number | null;
  endsAt: number | null;
  finishedAt: number | null;
  withdrawn: boolean;
  erased: boolean;
  /** By kind and slug; nothing was tried of what is missing. */
  standings: Record<string, Pick<ItemStanding, 'tries' | 'verdict' | 'right'>>;
  work: SittingWork;
}

interface Interview {
  readonly id: InterviewId;
  readonly createdAt: string;
  settings: InterviewSettings;
  archived: boolean;
}

/** Titles, minutes and starters of what can be asked; null: there is no such thing in the bank. */
export type Faces = (
  item: InterviewItem,
) => { readonly title: string; readonly minutes: number; readonly starter?: string } | null;

const INTERVIEWER = { you: AccountId.parse('00000000-0000-4000-8000-00000000000a'), name: 'Grace Hopper' } as const;

export class FakeInterviews {
  role: 'nobody' | 'candidate' | 'interviewer' = 'nobody';
  sits: SittingId | null = null;
  /** The server's clock. */
  now = () => Date.now();
  readonly interviews: Interview[] = [];
  readonly sittings: Sitting[] = [];
  readonly templates: InterviewTemplate[] = [];
  /** Sittings of which something is being judged: their data cannot be erased now. */
  readonly judged = new Set<string>();
  readonly #faces: Faces;
  readonly #lives = new Map<SittingId, FakeLive>();
  #origin = '';

  constructor(faces: Faces) {
    this.#faces = faces;
  }

  add(change: Partial<InterviewSettings> = {}, agoMs = 0): InterviewId {
    const id = InterviewId.parse(randomUUID());
    const createdAt = this.#moment(this.now() - agoMs);
    this.interviews.unshift({ id, createdAt, settings: { ...SETTINGS, ...change }, archived: false });
    return id;
  }

  invite(interview: InterviewId, candidate: string): Sitting {
    const sitting: Sitting = {
      id: SittingId.parse(randomUUID()),
      interview,
      candidate,
      createdAt: this.#moment(this.now()),
      token: this.#token(),
      startedAt: null,
      endsAt: null,
      finishedAt: null,
      withdrawn: false,
      erased: false,
      standings: {},
      work: { drafts: [], late: [], submissions: [] },
    };
    this.sittings.push(sitting);
    return sitting;
  }

  /** Starts the clock of a sitting as of some time ago. */
  begin(sitting: Sitting, agoMs = 0): Sitting {
    sitting.startedAt = this.now() - agoMs;
    sitting.endsAt = sitting.startedAt + this.#of(sitting).settings.minutes * MINUTE_MS;
    return sitting;
  }

  /** The live code of a sitting. */
  live(sitting: Sitting): FakeLive {
    const live = this.#lives.get(sitting.id) ?? new FakeLive(sitting.id);
    this.#lives.set(sitting.id, live);
    live.now = () => this.now();
    live.starter = (slug) => this.#faces(exercise(slug))?.starter ?? '';
    live.state = this.#stateOf(sitting);
    live.endsAt = sitting.endsAt === null ? null : this.#moment(sitting.endsAt);
    live.writeAlong = this.#of(sitting).settings.writeAlong;
    return live;
  }

  /** Who connects to the live code: the candidate of this browser, or an interviewer who names the sitting. */
  enter: Enter = (id) => {
    const sitting = this.sittings.find((one) => one.id === (id ?? this.sits));
    if (sitting === undefined || (id !== null && this.role !== 'interviewer')) return null;
    return {
      live: this.live(sitting),
      peer: id === null ? { you: 'candidate', name: sitting.candidate } : INTERVIEWER,
    };
  };

  /**
   * Answers, or lets what the rest of the server answers pass as the sitting's candidate is told it. `of`: the sitting that
   * the page says it belongs to.
   */
  answer(method: string, url: URL, body: unknown, rest: () => FakeAnswer, of?: string | string[]): FakeAnswer {
    this.#origin = url.origin;
    if (of !== undefined && of !== (this.sits ?? 'none')) {
      return problem(409, 'This browser sits an interview now, and this page is no part of it.', {
        type: OTHER_SITTING,
      });
    }
    const [, , kind, key, part, which] = url.pathname.split('/');
    if (kind === 'sitting') return this.#asCandidate(method, key, body);
    if (kind === 'admin' && key === 'sittings') return this.#erase(part);
    if (kind === 'interviews' || kind === 'sittings' || kind === 'interview-templates') {
      if (this.role === 'nobody') return problem(401, 'Sign in first.');
      if (this.role === 'candidate') return problem(403, 'Only interviewers may do this.');
      if (kind === 'interview-templates') return this.#templates(method, key, body);
      return kind === 'interviews'
        ? this.#ofInterviews(method, url, key, part, body)
        : this.#ofSittings(method, key, part, body, which);
    }
    return this.#within(method, kind, part, rest);
  }

  #within(method: string, kind: string | undefined, part: string | undefined, rest: () => FakeAnswer): FakeAnswer {
    const own = this.#own();
    if (own === null) return rest();
    if (this.#stateOf(own) === 'over' && method !== 'GET' && (part === 'draft' || kind === 'submissions')) {
      return problem(
        403,
        'The time of this interview is up. What you typed is kept in this browser, and what you submitted counts.',
      );
    }
    const answer = rest();
    const silent = kind === 'questions' && this.#of(own).settings.feedback === 'verdicts' && answer.status < 400;
    if (!silent || typeof answer.value !== 'object' || answer.value === null) return answer;
    const { answered } = answer.value as { readonly answered: object | null };
    const told = { ...answer.value, answered: answered === null ? null : { ...answered, right: null }, solution: null };
    return { ...answer, value: told };
  }

  #asCandidate(method: string, act: string | undefined, body: unknown): FakeAnswer {
    if (act === 'open') {
      const found = this.sittings.find(({ token }) => token === LinkQuery.parse(body).token);
      if (found === undefined)
        return problem(404, 'This link does not work: it was replaced, or never made. Ask your interviewer.');
      if (found.withdrawn) return problem(403, 'Your interviewer ended this interview.');
      this.sits = found.id;
      return ok(this.#view(found));
    }
    const own = this.#own();
    if (own === null) return problem(404, 'This browser sits no interview. Open the link that you were given.');
    if (method === 'DELETE') {
      this.sits = null;
      return DONE;
    }
    if (act === 'start' && own.startedAt === null) {
      const { opensAt } = this.#of(own).settings;
      if (opensAt !== null && this.now() < Date.parse(opensAt)) {
        return problem(409, `This interview can be started from ${opensAt} on.`);
      }
      this.begin(own);
    }
    if (act === 'finish') own.finishedAt = this.now();
    return ok(this.#view(own));
  }

  #ofInterviews(method: string, url: URL, id: string | undefined, part: string | undefined, body: unknown): FakeAnswer {
    if (id === undefined) {
      if (method === 'GET') return ok(this.#page(Number(url.searchParams.get('cursor') ?? 0)));
      const read = this.#readSettings(body);
      return 'status' in read ? read : ok(this.#one(this.add(read)), 201);
    }
    const interview = this.interviews.find((one) => one.id === id && !one.archived);
    if (interview === undefined) return problem(404, NO_INTERVIEW);
    if (part === 'sittings') {
      const made = this.invite(interview.id, SittingRequest.parse(body).candidate);
      return ok({ sitting: made.id, link: this.link(made) }, 201);
    }
    if (method === 'DELETE') {
      interview.archived = true;
      return DONE;
    }
    if (method === 'PUT') {
      const read = this.#readSettings(body);
      if ('status' in read) return read;
      interview.settings = read;
    }
    return ok(this.#one(interview.id));
  }

  #ofSittings(method: string, id?: string, part?: string, body?: unknown, which?: string): FakeAnswer {
    const sitting = this.sittings.find((one) => one.id === id);
    if (sitting === undefined) return problem(404, 'There is no candidate with this id.');
    if (part === 'work') return ok(sitting.work);
    if (part === 'typing' || part === 'moments') {
      const live = this.live(sitting);
      const people = [...live.names].map(([key, name]) => ({ key, name }));
      if (part === 'moments') return ok({ items: live.moments, next: null, full: false, people });
      const items = live.log(Slug.parse(which));
      return ok({ items, next: null, last: items.length, people });
    }
    if (part === 'link') {
      sitting.token = this.#token();
      return ok({ sitting: sitting.id, link: this.link(sitting) }, 201);
    }
    if (part === 'extra-time') {
      if (sitting.endsAt === null || sitting.finishedAt !== null) {
        return problem(409, 'Only who has begun, and has not finished, can be given more time.');
      }
      sitting.endsAt = Math.max(sitting.endsAt, this.now()) + ExtraTime.parse(body).minutes * MINUTE_MS;
      return DONE;
    }
    if (method === 'DELETE') sitting.withdrawn = true;
    return DONE;
  }

  #erase(id: string | undefined): FakeAnswer {
    const sitting = this.sittings.find((one) => one.id === id);
    if (sitting === undefined) return problem(404, 'There is no candidate with this id.');
    if (this.judged.has(sitting.id)) {
      return problem(409, 'A submission of this candidate is being judged. Cancel it, or wait for it.');
    }
    const nothing = { startedAt: null, endsAt: null, finishedAt: null, standings: {} };
    Object.assign(sitting, { candidate: 'Erased', erased: true, ...nothing });
    return DONE;
  }

  #templates(method: string, id: string | undefined, body: unknown): FakeAnswer {
    if (method === 'GET') return ok({ items: this.templates });
    if (method === 'DELETE') {
      const at = this.templates.findIndex((one) => one.id === id);
      return this.templates.splice(at, 1).length === 1 ? DONE : problem(404, 'There is no template with this id.');
    }
    const { name, settings } = TemplateRequest.parse(body);
    const template = { id: randomUUID(), name, settings, createdAt: this.#moment(this.now()) };
    this.templates.push(template);
    return ok(template);
  }

  /** What the bank does not have is refused as the server does it. */
  #readSettings(body: unknown): InterviewSettings | FakeAnswer {
    const settings = InterviewSettings.parse(body);
    const gone = settings.items.find((item) => this.#faces(item) === null);
    return gone === undefined
      ? settings
      : problem(400, `There is no ${gone.kind} "${gone.slug}" in the bank.`, { field: 'items' });
  }

  link({ token }: Sitting): string {
    return `${this.#origin || 'http://localhost'}/interview#${token}`;
  }

  #page(from: number) {
    const all = this.interviews.filter(({ archived }) => !archived);
    const items = all.slice(from, from + PAGE).map(({ id, createdAt, settings }): InterviewSummary => {
      const own = this.sittings.filter(({ interview }) => interview === id);
      const count = (state: SittingState) => own.filter((one) => this.#stateOf(one) === state).length;
      const sittings = {
        waiting: count('waiting'),
        running: count('running'),
        over: count('over'),
        withdrawn: count('withdrawn'),
        erased: count('erased'),
      };
      const { title, minutes } = settings;
      return { id, title, minutes, items: settings.items.length, createdAt, createdBy: 'Grace Hopper', sittings };
    });
    return { items, next: from + PAGE < all.length ? String(from + PAGE) : null };
  }

  #one(id: InterviewId): InterviewView {
    const { settings, createdAt } = this.find(id);
    const own = this.sittings.filter(({ interview }) => interview === id);
    return {
      id,
      settings,
      createdAt,
      createdBy: { id: INTERVIEWER.you, name: INTERVIEWER.name },
      begun: own.some(({ startedAt }) => startedAt !== null),
      sittings: own.map((sitting) => this.rowOf(sitting)),
      now: this.#moment(this.now()),
    };
  }

  /** A sitting as interviewers see it. */
  rowOf(sitting: Sitting): SittingRow {
    const late = sitting.work.late.map(({ slug, receivedAt }) => ({ slug, receivedAt }));
    const isHere = this.#lives.get(sitting.id)?.isCandidateHere ?? false;
    const connected = isHere && this.#stateOf(sitting) === 'running';
    return { ...this.#face(sitting), createdAt: sitting.createdAt, connected, items: this.#items(sitting), late };
  }

  #view(sitting: Sitting): SittingView {
    const { items, ...settings } = this.#of(sitting).settings;
    const face = this.#face(sitting);
    return {
      ...settings,
      ...face,
      count: items.length,
      items: face.state === 'running' || face.state === 'over' ? this.#items(sitting) : [],
      now: this.#moment(this.now()),
    };
  }

  #face(sitting: Sitting) {
    const { id, candidate, startedAt, endsAt, finishedAt } = sitting;
    const moment = (ms: number | null): string | null => (ms === null ? null : this.#moment(ms));
    return {
      ...{ id, candidate, state: this.#stateOf(sitting) },
      ...{ startedAt: moment(startedAt), endsAt: moment(endsAt), finishedAt: moment(finishedAt) },
    };
  }

  #items(sitting: Sitting): ItemStanding[] {
    return this.#of(sitting).settings.items.map((item) => {
      const nothing = { tries: 0, verdict: null, right: null };
      const { title, minutes } = this.#faces(item) ?? { title: item.slug, minutes: 0 };
      return { ...item, title, minutes, ...nothing, ...sitting.standings[`${item.kind} ${item.slug}`] };
    });
  }

  #stateOf({ startedAt, endsAt, finishedAt, withdrawn, erased }: Sitting): SittingState {
    if (erased) return 'erased';
    if (withdrawn) return 'withdrawn';
    if (startedAt === null || endsAt === null) return 'waiting';
    return finishedAt === null && this.now() < endsAt ? 'running' : 'over';
  }

  #own(): Sitting | null {
    return this.sittings.find(({ id }) => id === this.sits) ?? null;
  }

  #of({ interview }: Sitting): Interview {
    return this.find(interview);
  }

  settingsOf(sitting: Sitting): Pick<Interview, 'settings'> {
    return this.find(sitting.interview);
  }

  find(id: InterviewId): Interview {
    const found = this.interviews.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no interview ${id}`);
    return found;
  }

  #token(): string {
    return randomUUID().replaceAll('-', '').padEnd(43, 'x');
  }

  #moment(ms: number): string {
    return new Date(ms).toISOString();
  }
}
