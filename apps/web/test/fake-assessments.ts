/** The part of the fake server that keeps what reviewers write: notes, assessments, outcomes, rubrics. The browser's own are `ME`'s. */
import { randomUUID } from 'node:crypto';
import {
  AccountId,
  type Assessment,
  AssessmentRequest,
  type InterviewId,
  type Note,
  NoteChange,
  NoteId,
  NoteRequest,
  type Outcome,
  OutcomeRequest,
  type Rubric,
  RubricRequest,
  type RubricView,
  type ScoredPart,
  type Scores,
  type SittingAssessments,
  type SittingId,
  weightedScore,
} from '@lockstep/protocol';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';
import type { FakeInterviews, Sitting } from './fake-interviews.ts';

export const ME = { id: AccountId.parse('5b0f6f3c-9d0e-4f6a-8f2f-0d6b4a1c7e11'), name: 'Grace Hopper' };
export const OTHER = { id: AccountId.parse('9a1d2c3b-4e5f-4a6b-8c7d-1e2f3a4b5c6d'), name: 'Edsger Dijkstra' };

export class FakeAssessments {
  readonly notes: Note[] = [];
  readonly own = new Map<SittingId, Assessment>();
  readonly others = new Map<SittingId, Assessment[]>();
  /** Newest first. */
  readonly outcomes = new Map<SittingId, Outcome[]>();
  readonly #rubricVersions = new Map<InterviewId, number>();
  readonly #interviews: FakeInterviews;

  constructor(interviews: FakeInterviews) {
    this.#interviews = interviews;
  }

  rubricOf(interview: InterviewId): RubricView {
    const { settings } = this.#interviews.find(interview);
    return { rubric: settings.rubric, version: this.#rubricVersions.get(interview) ?? 0 };
  }

  /** What another reviewer thinks. */
  assess(sitting: Sitting, scores: Scores, change: Partial<Assessment> = {}): void {
    const { rubric } = this.rubricOf(sitting.interview);
    const assessment: Assessment = {
      reviewer: OTHER,
      scores,
      decision: 'yes',
      summary: 'Saw the race by reading.',
      weighted: weightedScore(rubric, scores),
      version: 1,
      changedAt: this.#now(),
      ...change,
    };
    this.others.set(sitting.id, [...(this.others.get(sitting.id) ?? []), assessment]);
  }

  note(sitting: Sitting, text: string, change: Partial<Note> = {}): Note {
    const note: Note = {
      id: NoteId.parse(randomUUID()),
      sitting: sitting.id,
      ...{ submission: null, line: null, atMs: null, slug: null },
      ...{ author: OTHER, own: false, text, version: 1, createdAt: this.#now(), changedAt: null },
      ...change,
    };
    this.notes.push(note);
    return note;
  }

  notesOf(sitting: SittingId): Note[] {
    return this.notes.filter((note) => note.sitting === sitting);
  }

  panelOf({ id }: Sitting) {
    const own = this.own.get(id) ?? null;
    const others = this.others.get(id) ?? [];
    return { own, others, decided: others.filter(({ decision }) => decision !== null).map(({ reviewer }) => reviewer) };
  }

  answer(method: string, url: URL, body: unknown): FakeAnswer {
    const [, , kind, key, part] = url.pathname.split('/');
    if (kind === 'notes') return this.#note(method, key, url.searchParams, body);
    if (kind === 'interviews') return this.#rubric(method, key, body);
    const sitting = this.#interviews.sittings.find(({ id }) => id === key);
    if (sitting === undefined) return problem(404, 'There is no candidate with this id.');
    if (part === 'notes') return this.#notes(method, sitting, body);
    if (part === 'outcome') return this.#outcome(method, sitting.id, body);
    return method === 'PUT' ? this.#assess(sitting, body) : ok(this.#assessments(sitting));
  }

  #assessments(sitting: Sitting): SittingAssessments {
    const { rubric, version } = this.rubricOf(sitting.interview);
    const { own, others, decided } = this.panelOf(sitting);
    const told = own !== null && own.decision !== null;
    return {
      rubric,
      rubricVersion: version,
      own,
      others: told ? { kind: 'told', items: others } : { kind: 'kept-back', decided },
    };
  }

  #assess(sitting: Sitting, body: unknown): FakeAnswer {
    const { follows, scores, decision, summary } = AssessmentRequest.parse(body);
    const current = this.own.get(sitting.id);
    if ((current?.version ?? 0) !== follows) {
      return conflict('You changed this assessment elsewhere meanwhile.', { current });
    }
    const { rubric } = this.rubricOf(sitting.interview);
    const own: Assessment = {
      reviewer: ME,
      ...{ scores, decision, summary, weighted: weightedScore(rubric, scores) },
      ...{ version: follows + 1, changedAt: this.#now() },
    };
    this.own.set(sitting.id, own);
    return ok(own);
  }

  #notes(method: string, sitting: Sitting, body: unknown): FakeAnswer {
    if (method === 'GET') return ok({ items: this.notesOf(sitting.id) });
    const request = NoteRequest.parse(body);
    return ok(this.note(sitting, request.text, { ...request, author: ME, own: true }), 201);
  }

  #note(method: string, id: string | undefined, query: URLSearchParams, body: unknown): FakeAnswer {
    const at = this.notes.findIndex((note) => note.id === id);
    const current = this.notes[at];
    if (current === undefined) return problem(404, 'There is no note with this id.');
    const change = method === 'PUT' ? NoteChange.parse(body) : { follows: Number(query.get('follows')), text: '' };
    if (change.follows !== current.version) return conflict('This note was changed elsewhere meanwhile.', { current });
    if (method === 'DELETE') {
      this.notes.splice(at, 1);
      return ok(null, 204);
    }
    const changed = { ...current, text: change.text, version: current.version + 1, changedAt: this.#now() };
    this.notes[at] = changed;
    return ok(changed);
  }

  #outcome(method: string, sitting: SittingId, body: unknown): FakeAnswer {
    const history = this.outcomes.get(sitting) ?? [];
    const [current = null] = history;
    if (method === 'GET') return ok({ current, history });
    const { follows, decision, reason } = OutcomeRequest.parse(body);
    if ((current?.version ?? 0) !== follows) return conflict('Somebody decided meanwhile.', { current });
    const outcome = { decision, reason, by: ME, at: this.#now(), version: follows + 1 };
    this.outcomes.set(sitting, [outcome, ...history]);
    return ok(outcome);
  }

  #rubric(method: string, key: string | undefined, body: unknown): FakeAnswer {
    const interview = this.#interviews.interviews.find(({ id }) => id === key);
    if (interview === undefined) return problem(404, 'There is no interview with this id.');
    const current = this.rubricOf(interview.id);
    if (method === 'GET') return ok(current);
    const { follows, rubric } = RubricRequest.parse(body);
    if (follows !== current.version) return conflict('Somebody changed the rubric meanwhile.', { current, scored: [] });
    const kept = new Set(rubric.map(({ id }) => id));
    const given = this.#interviews.sittings.flatMap(({ id }) =>
      [this.own.get(id), ...(this.others.get(id) ?? [])].flatMap((one) => Object.keys(one?.scores ?? {})),
    );
    const scored = current.rubric
      .filter(({ id }) => !kept.has(id) && given.includes(id))
      .map(({ id, title }): ScoredPart => ({ criterion: id, title, level: null }));
    if (scored.length > 0) return conflict('What was scored cannot be taken away.', { current, scored });
    this.changeRubric(interview.id, rubric);
    return ok(this.rubricOf(interview.id));
  }

  changeRubric(id: InterviewId, rubric: Rubric): void {
    const interview = this.#interviews.find(id);
    interview.settings = { ...interview.settings, rubric };
    this.#rubricVersions.set(id, this.rubricOf(id).version + 1);
  }

  #now(): string {
    return new Date(this.#interviews.now()).toISOString();
  }
}

function conflict(detail: string, more: object): FakeAnswer {
  const { value, ...answer } = problem(409, detail);
  return { ...answer, value: { ...(value as object), ...more } };
}
