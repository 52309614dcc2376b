/**
 * The part of the fake server that speaks of the judging, of API tokens, and of deleting an account's data. Nothing is
 * judged: graders, queue and failures are what a test puts there.
 */
import { randomUUID } from 'node:crypto';
import {
  type AccountRow,
  ApiTokenRequest,
  type ApiTokenView,
  ERASED_DOMAIN,
  type FailedJudging,
  type GraderView,
  type JudgingView,
  type QueueItem,
  Slug,
  type StorageView,
  SubmissionId,
  type SubmissionSummary,
} from '@lockstep/protocol';
import { ago, type FakeAccounts } from './fake-accounts.ts';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const FAILURES_PAGE = 20;
const DONE = ok(null, 204);

export class FakeOperations {
  readonly graders: GraderView[] = [];
  queue: QueueItem[] = [];
  readonly failures: FailedJudging[] = [];
  tokens: ApiTokenView[] = [];
  storage: StorageView = { bytes: 0, tables: [] };
  /** Accounts of which something is being judged: their data cannot be deleted now. */
  readonly judged = new Set<string>();
  readonly #accounts: FakeAccounts;

  constructor(accounts: FakeAccounts) {
    this.#accounts = accounts;
  }

  addGrader(host: string, change: Partial<GraderView> = {}): void {
    this.graders.push({
      id: randomUUID(),
      host,
      version: '0.1.0',
      concurrency: 2,
      load: 0.42,
      startedAt: ago(3 * 60 * MINUTE_MS),
      seenAt: ago(2 * SECOND_MS),
      alive: true,
      judging: [],
      ...change,
    });
  }

  enqueue(slug: Slug, change: Partial<QueueItem> = {}): QueueItem {
    const submission = SubmissionId.parse(randomUUID());
    const item: QueueItem = {
      submission,
      slug,
      mode: 'full',
      purpose: 'candidate',
      state: 'queued',
      attempt: 0,
      createdAt: ago(40 * SECOND_MS),
      ...change,
    };
    this.queue.push(item);
    return item;
  }

  /** The newest one is added last. */
  fail(slug: Slug, cause: string, atMs = 0): FailedJudging {
    const failure: FailedJudging = {
      submission: SubmissionId.parse(randomUUID()),
      slug,
      mode: 'full',
      purpose: 'candidate',
      attempts: 3,
      cause,
      finishedAt: ago(atMs),
    };
    this.failures.unshift(failure);
    return failure;
  }

  addToken(request: ApiTokenRequest, change: Partial<ApiTokenView> = {}): ApiTokenView {
    const { name, scopes, days } = request;
    const expiresAt = days === null ? null : ago(-days * DAY_MS);
    const token = { id: randomUUID(), name, scopes, createdAt: ago(0), lastUsedAt: null, expiresAt, ...change };
    this.tokens.unshift(token);
    return token;
  }

  /** Null: the request is about something else. */
  answer(method: string, url: URL, body: unknown): FakeAnswer | null {
    const [, , area, part, id, act] = url.pathname.split('/');
    const own = this.#accounts.own();
    if (own === undefined) return null;
    if (area === 'account' && part === 'tokens') return this.#token(method, own, id, body);
    if (area !== 'admin' || own.role !== 'admin') return null;
    switch (part) {
      case 'judging':
        return ok(this.#judging());
      case 'storage':
        return ok(this.storage);
      case 'failures':
        return this.#failures(url.searchParams);
      case 'submissions':
        return act === 'cancel' ? this.#cancel(id) : this.#judgeAgain(id);
      case 'accounts':
        return act === 'erase' ? this.#erase(id) : null;
      default:
        return null;
    }
  }

  #token(method: string, own: AccountRow, id: string | undefined, body: unknown): FakeAnswer {
    if (method === 'GET') return ok({ items: this.tokens });
    if (method === 'DELETE') {
      const rest = this.tokens.filter((token) => token.id !== id);
      const known = rest.length < this.tokens.length;
      this.tokens = rest;
      return known ? DONE : problem(404, 'You have no token with this id.');
    }
    const request = ApiTokenRequest.parse(body);
    if (request.scopes.includes('admin') && own.role !== 'admin') {
      return problem(403, 'Only an admin may make a token with the scope admin.');
    }
    return ok({ token: `lockstep_${'t0ken'.padEnd(43, 'x')}`, view: this.addToken(request) }, 201);
  }

  #judging(): JudgingView {
    const candidates = this.queue.filter(({ purpose }) => purpose === 'candidate');
    const waiting = candidates.filter(({ state }) => state === 'queued');
    const first = waiting[0];
    return {
      graders: this.graders,
      queued: waiting.length,
      running: candidates.length - waiting.length,
      authors: { queued: this.queue.length - candidates.length, running: 0 },
      longestWaitMs: first === undefined ? null : Date.now() - Date.parse(first.createdAt),
      items: this.queue,
    };
  }

  #failures(query: URLSearchParams): FakeAnswer {
    const from = Number(query.get('cursor') ?? 0);
    const next = from + FAILURES_PAGE < this.failures.length ? String(from + FAILURES_PAGE) : null;
    return ok({ items: this.failures.slice(from, from + FAILURES_PAGE), next });
  }

  #cancel(id: string | undefined): FakeAnswer {
    const rest = this.queue.filter(({ submission }) => submission !== id);
    const known = rest.length < this.queue.length;
    this.queue = rest;
    return known ? DONE : problem(409, 'This submission is judged already.');
  }

  #judgeAgain(id: string | undefined): FakeAnswer {
    const failure = this.failures.find(({ submission }) => submission === id);
    if (failure === undefined) return problem(404, 'There is no submission with this id.');
    const { submission, slug, mode, createdAt } = this.enqueue(Slug.parse(failure.slug), { createdAt: ago(0) });
    const summary: SubmissionSummary = {
      id: submission,
      slug: Slug.parse(slug),
      mode,
      call: null,
      state: 'queued',
      number: 2,
      verdict: null,
      code: null,
      claim: null,
      sentence: null,
      createdAt,
      finishedAt: null,
      judgingMs: null,
    };
    return ok(summary, 201);
  }

  #erase(id: string | undefined): FakeAnswer {
    const { rows } = this.#accounts;
    const at = rows.findIndex((row) => row.id === id);
    const row = rows[at];
    if (row === undefined) return problem(404, 'There is no account with this id.');
    const admins = rows.filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null);
    if (admins.length === 1 && admins[0] === row) {
      return problem(409, 'This is the last admin. Make somebody else an admin first.');
    }
    if (this.judged.has(row.email)) {
      return problem(409, 'A submission of this account is being judged. Cancel it, or wait for it.');
    }
    rows[at] = { ...row, email: `${row.id}@${ERASED_DOMAIN}`, name: 'Erased', hasPassword: false, disabledAt: ago(0) };
    return DONE;
  }
}
