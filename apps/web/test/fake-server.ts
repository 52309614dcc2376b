/**
 * A server for the browser tests and for work on the looks: it speaks the whole contract, judges nothing, and does
 * each thing only when it is told to (`emit`, `play`, `goDown`). One visitor, everything in memory.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import {
  AnswerRequest,
  type AnswerResult,
  type Draft,
  DraftRequest,
  type ExerciseList,
  type ExerciseView,
  type GivenAnswer,
  LiveRequest,
  type NumberedEvent,
  type Question,
  type QuestionStanding,
  type Recording,
  SubmissionId,
  SubmissionRequest,
  type SubmissionSummary,
  type SubmissionView,
} from '@lockstep/protocol';
import { type WebSocket, WebSocketServer } from 'ws';
import { EDITORIAL, exerciseItems, exerciseView, TRACKS } from './exercises.ts';
import { FakeAccounts } from './fake-accounts.ts';
import { type FakeAnswer, NO_CALL, ok, problem } from './fake-answer.ts';
import { FakeAuthoring } from './fake-authoring.ts';
import { FakeInterviews } from './fake-interviews.ts';
import { FakeOperations } from './fake-operations.ts';
import { CONTENT_SECURITY_POLICY } from './policy.ts';
import { cannedQuestions, questionItem, questionView, rightAnswer } from './questions.ts';
import { STREAMS, type StreamName } from './streams.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Stored {
  summary: SubmissionSummary;
  readonly source: string;
  readonly events: NumberedEvent[];
}

interface Watch {
  readonly socket: WebSocket;
  readonly submission: string;
}

export class FakeServer {
  /** Who is signed in, and everything about accounts. */
  readonly accounts = new FakeAccounts();
  readonly operations = new FakeOperations(this.accounts);
  readonly authoring = new FakeAuthoring(this.accounts);
  /** What interviewers and candidates of interviews do. */
  readonly interviews = new FakeInterviews(
    ({ kind, slug }) => (kind === 'exercise' ? this.views : this.questions).get(slug) ?? null,
  );
  list: Omit<ExerciseList, 'questions'>;
  readonly views: Map<string, ExerciseView>;
  readonly questions: Map<string, Question>;
  /** Answers to a question, oldest first. */
  readonly answers = new Map<string, GivenAnswer[]>();
  readonly drafts = new Map<string, Draft>();
  /** Slugs whose editorial is open. */
  readonly accepted = new Set<string>();
  readonly submissions = new Map<string, Stored>();
  /** What can be played of a submission's calls: `<id>/<scope>`. */
  readonly recordings = new Map<string, Recording>();
  /** What a new submission does by itself; null: nothing but being queued at place 2. */
  autoPlay: StreamName | null = null;
  /** Requests to the API that were answered, newest last: `PUT /api/...`. */
  readonly log: string[] = [];
  #down = false;
  #pause: number;
  readonly #dist: string;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #watches = new Set<Watch>();
  readonly #lives: Readonly<Record<string, (socket: WebSocket) => void>> = {
    '/api/live': (socket) => this.#live(socket),
    '/api/authoring/live': (socket) => this.authoring.live(socket),
  };

  /** `pauseMs` spreads the events of `play` for a human's eye; tests use 0, which sends them at once. */
  constructor(dist: string, pauseMs = 0) {
    this.#dist = dist;
    this.#pause = pauseMs;
    const items = exerciseItems(new Date());
    this.list = {
      tracks: [...TRACKS],
      items,
      broken: [{ slug: 'half-finished', error: 'exercise.json: /limits/wallMs: must be at least 100' }],
    };
    this.questions = new Map(cannedQuestions().map((question) => [question.slug, question]));
    this.views = new Map(items.map((item) => [item.slug, exerciseView(item)]));
    this.#http = createServer((request, response) => void this.#answer(request, response));
    this.#http.on('upgrade', (request, socket, head) => {
      const live = this.#lives[request.url ?? ''];
      if (this.#down || live === undefined) socket.destroy();
      else this.#sockets.handleUpgrade(request, socket, head, live);
    });
  }

  /** Listens on a port of loopback (0: a free one) and returns the address. */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  /** From now on the API gives no answer and the streams are cut; pages and scripts are still served. */
  goDown(): void {
    this.#down = true;
    for (const client of this.#sockets.clients) client.terminate();
  }

  comeBack(): void {
    this.#down = false;
  }

  /** Number of streams that are being watched. */
  get watched(): number {
    return this.#watches.size;
  }

  /** Appends an event to a submission and streams it. Returns its number. */
  emit(id: string, event: NumberedEvent['event'], options: { readonly stream?: boolean } = {}): number {
    const stored = this.#stored(id);
    const numbered = { seq: stored.events.length + 1, at: new Date().toISOString(), event };
    stored.events.push(numbered);
    this.#apply(stored, event);
    if (options.stream !== false) this.#stream(id, numbered);
    return numbered.seq;
  }

  /** Sends a stored event once more. */
  repeat(id: string, seq: number): void {
    const event = this.#stored(id).events[seq - 1];
    if (event !== undefined) this.#stream(id, event);
  }

  /** Emits the events `from` (inclusive) to `to` (exclusive) of a canned stream. */
  async play(id: string, name: StreamName, from = 0, to = Number.POSITIVE_INFINITY): Promise<void> {
    for (const event of STREAMS[name].slice(from, to)) {
      this.emit(id, event);
      if (this.#pause > 0) await new Promise((resolve) => setTimeout(resolve, this.#pause));
    }
  }

  /** Stores a submission as the API would. */
  create(
    request: Pick<SubmissionRequest, 'source' | 'mode' | 'call'> & { readonly slug: string },
    agoMs = 0,
  ): SubmissionId {
    const slug = [...this.views.values()].find((view) => view.slug === request.slug)?.slug;
    if (slug === undefined) throw new Error(`no exercise ${request.slug}`);
    const earlier = [...this.submissions.values()].filter(
      ({ summary }) => summary.slug === slug && summary.mode === 'full',
    );
    const id = SubmissionId.parse(randomUUID());
    const summary: SubmissionSummary = {
      id,
      slug,
      mode: request.mode,
      call: request.call ?? null,
      state: 'queued',
      number: request.mode === 'full' ? earlier.length + 1 : 0,
      verdict: null,
      code: null,
      claim: null,
      sentence: null,
      createdAt: new Date(Date.now() - agoMs).toISOString(),
      finishedAt: null,
      judgingMs: null,
    };
    this.submissions.set(id, { summary, source: request.source, events: [] });
    return id;
  }

  /** A finished submission of the past. */
  async past(slug: string, source: string, name: StreamName, agoMs: number): Promise<SubmissionId> {
    const id = this.create({ slug, source, mode: 'full' }, agoMs);
    for (const event of STREAMS[name]) this.emit(id, event);
    return id;
  }

  /** The newest submission. */
  newest(): SubmissionId {
    const last = [...this.submissions.values()].at(-1);
    if (last === undefined) throw new Error('nothing was submitted');
    return last.summary.id;
  }

  exerciseList(): ExerciseList {
    const standing = (slug: string): QuestionStanding => {
      const given = this.answers.get(slug) ?? [];
      return given.some(({ right }) => right) ? 'right' : given.length > 0 ? 'wrong' : 'unanswered';
    };
    return {
      ...this.list,
      questions: [...this.questions.values()].map((question) => questionItem(question, standing(question.slug))),
    };
  }

  /** Answers a question as the visitor would. Returns what the API answers. */
  answer(slug: string, answer: GivenAnswer['answer'], agoMs = 0): AnswerResult {
    const question = this.questions.get(slug);
    if (question === undefined) throw new Error(`no question ${slug}`);
    const { form, explanation, recording } = question;
    const earlier = this.answers.get(slug) ?? [];
    const answered = {
      number: earlier.length + 1,
      answer,
      right: JSON.stringify(answer) === JSON.stringify(rightAnswer(form)),
      answeredAt: new Date(Date.now() - agoMs).toISOString(),
    };
    this.answers.set(slug, [...earlier, answered]);
    return { answered, solution: { form, explanation, playable: recording !== null } };
  }

  /** A new revision of a question, which nobody has answered yet. */
  changeQuestion(slug: string, change: Partial<Question>): void {
    const question = this.questions.get(slug);
    if (question === undefined) throw new Error(`no question ${slug}`);
    this.questions.set(slug, { ...question, ...change, digest: 'c'.repeat(64) });
    this.answers.delete(slug);
  }

  #question(method: string, slug: string, part: string | undefined, body: unknown) {
    const question = this.questions.get(slug);
    if (question === undefined) return problem(404, 'There is no such question.');
    const last = this.answers.get(slug)?.at(-1) ?? null;
    if (part === 'recording') {
      if (question.recording === null) return problem(404, 'Nothing of this question can be played.');
      return last === null ? problem(403, 'After an answer to this question.') : ok(question.recording);
    }
    if (method === 'GET') return ok(questionView(question, last));
    if (part !== 'answers') return problem(404, 'There is no such address.');
    const { digest, answer } = AnswerRequest.parse(body);
    if (digest !== question.digest) return problem(409, 'The question was changed since you read it.');
    return { status: 201, value: this.answer(slug, answer) };
  }

  #stored(id: string): Stored {
    const stored = this.submissions.get(id);
    if (stored === undefined) throw new Error(`no submission ${id}`);
    return stored;
  }

  #apply(stored: Stored, event: NumberedEvent['event']): void {
    if (event.kind === 'started') stored.summary = { ...stored.summary, state: 'running' };
    if (event.kind === 'cancelled') stored.summary = { ...stored.summary, state: 'cancelled' };
    if (event.kind !== 'finished') return;
    const { verdict, code, claim, sentence, timing } = event;
    const finishedAt = new Date().toISOString();
    stored.summary = {
      ...stored.summary,
      state: 'finished',
      verdict,
      code,
      claim,
      sentence,
      finishedAt,
      judgingMs: timing.totalMs,
    };
  }

  #stream(id: string, event: NumberedEvent): void {
    for (const { socket, submission } of this.#watches) {
      if (submission === id) socket.send(JSON.stringify({ kind: 'event', submission: id, ...event }));
    }
  }

  #live(socket: WebSocket): void {
    socket.on('close', () => {
      for (const watch of this.#watches) if (watch.socket === socket) this.#watches.delete(watch);
    });
    socket.on('message', (data) => {
      const request = LiveRequest.parse(JSON.parse(String(data)));
      for (const watch of this.#watches) {
        if (watch.socket === socket && watch.submission === request.submission) this.#watches.delete(watch);
      }
      if (request.kind === 'unwatch') return;
      this.#watches.add({ socket, submission: request.submission });
      for (const event of this.submissions.get(request.submission)?.events.slice(request.after) ?? []) {
        socket.send(JSON.stringify({ kind: 'event', submission: request.submission, ...event }));
      }
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (!url.pathname.startsWith('/api/')) {
      this.#file(url.pathname, response);
      return;
    }
    if (this.#down) {
      request.socket.destroy();
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const method = request.method ?? 'GET';
    const sent = request.headers['content-type'] === 'application/json' ? JSON.parse(body) : null;
    const rest = () =>
      this.authoring.answer(method, url, sent) ??
      this.operations.answer(method, url, sent) ??
      this.accounts.answer(method, url, sent) ??
      this.#api(method, url, sent);
    const { status, value, headers } = this.interviews.answer(method, url, sent, rest);
    this.log.push(`${request.method} ${url.pathname} ${status}`);
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers });
    response.end(status === 204 ? undefined : JSON.stringify(value));
  }

  #api(method: string, url: URL, body: unknown): FakeAnswer {
    const [, , kind, key, part, which] = url.pathname.split('/');
    if (kind === 'exercises' && key === undefined) return ok(this.exerciseList());
    if (kind === 'questions' && key !== undefined) return this.#question(method, key, part, body);
    if (kind === 'exercises' && key !== undefined) {
      const view = this.views.get(key);
      if (view === undefined) return problem(404, 'There is no such exercise.');
      if (part === 'editorial') {
        return this.accepted.has(key) ? ok({ editorial: EDITORIAL }) : problem(403, 'After an accepted submission.');
      }
      if (part !== 'draft') return ok(view);
      const draft = this.drafts.get(key) ?? { source: view.starter, version: 0, savedAt: null };
      if (method === 'GET') return ok(draft);
      const { source, follows } = DraftRequest.parse(body);
      if (follows !== draft.version) return problem(409, 'This draft was saved elsewhere meanwhile.');
      const saved = { source, version: draft.version + 1, savedAt: new Date().toISOString() };
      this.drafts.set(key, saved);
      return ok(saved);
    }
    if (kind === 'submissions' && key !== undefined && part === 'cancel') {
      if (this.#stored(key).summary.state === 'finished') return problem(409, 'This submission is judged already.');
      this.emit(key, { kind: 'cancelled' });
      return ok(this.#stored(key).summary);
    }
    if (kind === 'submissions' && method === 'POST') {
      const request = SubmissionRequest.parse(body);
      if (request.call !== undefined && !/^\w+\(.*\)$/.test(request.call))
        return problem(400, NO_CALL, { field: 'call' });
      const id = this.create(request);
      if (this.autoPlay !== null) void this.play(id, request.mode === 'own' ? 'own' : this.autoPlay);
      else this.emit(id, { kind: 'queued', place: 2 });
      return { status: 201, value: this.#stored(id).summary };
    }
    if (kind === 'submissions' && part === 'recordings') {
      const recording = this.recordings.get(`${key}/${which}`);
      return recording === undefined ? problem(404, 'Of this call nothing was kept.') : ok(recording);
    }
    if (kind === 'submissions' && key !== undefined) {
      const stored = this.submissions.get(key);
      if (stored === undefined) return problem(404, 'There is no such submission.');
      return ok({ ...stored.summary, source: stored.source, events: stored.events } satisfies SubmissionView);
    }
    if (kind === 'submissions') return ok(this.#page(url.searchParams));
    return problem(404, 'There is no such address.');
  }

  #page(query: URLSearchParams) {
    const slug = query.get('slug');
    const from = Number(query.get('cursor') ?? 0);
    const limit = Number(query.get('limit') ?? 20);
    const all = [...this.submissions.values()]
      .map(({ summary }) => summary)
      .filter((summary) => summary.mode === 'full' && (slug === null || summary.slug === slug))
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    const items = all.slice(from, from + limit);
    return { items, next: from + limit < all.length ? String(from + limit) : null };
  }

  #file(path: string, response: ServerResponse): void {
    const wanted = normalize(join(this.#dist, path));
    const isFile = wanted.startsWith(this.#dist) && existsSync(wanted) && statSync(wanted).isFile();
    const file = isFile ? wanted : join(this.#dist, 'index.html');
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
    });
    createReadStream(file).pipe(response);
  }
}
