/**
 * The part of the fake server that speaks of authoring: drafts with their files and versions, a check that knows one rule (a line with
 * BROKEN in it is a problem), verifications whose cases end when a test says so. Nothing is judged.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  AccountId,
  type AuthoredExercise,
  type CaseResult,
  type ExerciseRevisionView,
  type FolderDifference,
  PackageDraftId,
  type PackageDraftView,
  type PackageFault,
  PackageFileRename,
  PackageFileSave,
  PackagePath,
  Slug,
  type Verdict,
  type Verification,
  type VerificationCase,
  VerificationId,
  VerificationRequest,
} from '@lockstep/protocol';
import type { WebSocket } from 'ws';
import { countsOf } from '../src/features/authoring/verify/verification-model.ts';
import { CHECKER_MODULE, casesOf, ended, PACKAGE } from './authoring-package.ts';
import { exerciseItems, exerciseView, TRACKS } from './exercises.ts';
import { ago, type FakeAccounts } from './fake-accounts.ts';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';
import { FakeRejudges } from './fake-rejudges.ts';

const ADA = { id: AccountId.parse('0b54a3a0-5a3c-4c53-9f0c-1f5d6d1a0001'), name: 'Ada Lovelace' };

interface StoredFile {
  content: string;
  version: number;
  changedAt: string;
}

interface StoredDraft {
  readonly id: PackageDraftId;
  readonly slug: Slug;
  readonly files: Map<string, StoredFile>;
  version: number;
  basedOn: PackageDraftView['basedOn'];
  archivedAt: string | null;
  verification: VerificationId | null;
  replaces: boolean;
}

export class FakeAuthoring {
  readonly drafts = new Map<string, StoredDraft>();
  readonly verifications = new Map<string, Verification>();
  readonly rejudges = new FakeRejudges();
  /** Of the one exercise that is published here, `locked-counter`. */
  origin: AuthoredExercise['origin'] = 'folder';
  readonly broken = [{ slug: 'half-finished', error: 'problem.yaml: limits.wall_ms: is missing' }];
  difference: FolderDifference['files'] = [];
  /** What an imported package is refused with; null: it is taken. */
  refusal: string | null = null;
  readonly #accounts: FakeAccounts;
  readonly #watches = new Map<WebSocket, string>();
  /** What was said of each verification, in order. */
  readonly #said = new Map<string, unknown[]>();

  constructor(accounts: FakeAccounts) {
    this.#accounts = accounts;
  }

  add(slug = 'locked-counter', kind: PackageDraftView['basedOn']['kind'] = 'folder'): PackageDraftId {
    const id = PackageDraftId.parse(randomUUID());
    const entries = Object.entries(PACKAGE).map(([path, content]): [string, StoredFile] => [
      path,
      { content, version: 1, changedAt: ago(60_000) },
    ]);
    const files = new Map(entries);
    const digest = kind === 'folder' || kind === 'app' ? digestOf(files) : null;
    const draft = { id, slug: Slug.parse(slug), files, version: 1, basedOn: { kind, digest }, archivedAt: null };
    this.drafts.set(id, { ...draft, verification: null, replaces: false });
    return id;
  }

  /** As another author would. */
  save(id: string, path: string, content: string): void {
    const draft = this.#draft(id);
    const version = (draft.files.get(path)?.version ?? 0) + 1;
    draft.files.set(path, { content, version, changedAt: ago(0) });
    draft.version += 1;
  }

  content(id: string, path: string): string | undefined {
    return this.#draft(id).files.get(path)?.content;
  }

  /** A verification of the draft as it is now, none of whose cases has ended. */
  begin(id: string): Verification {
    const draft = this.#draft(id);
    const cases = casesOf([...draft.files.keys()].sort());
    const verification: Verification = {
      id: VerificationId.parse(randomUUID()),
      draft: draft.id,
      slug: draft.slug,
      state: 'running',
      green: false,
      upToDate: true,
      counts: countsOf(cases),
      startedBy: ADA,
      createdAt: ago(12_000),
      endedAt: null,
      digest: digestOf(draft.files),
      lastSeq: 0,
      cases,
    };
    this.verifications.set(verification.id, verification);
    draft.verification = verification.id;
    return verification;
  }

  /** Ends the next case that has not ended, as expected unless a verdict is given, and streams it. */
  end(id: string, verdict?: Verdict, change: Partial<CaseResult> = {}): void {
    const verification = this.#verification(id);
    const next = verification.cases.find(({ state }) => state === 'queued');
    if (next === undefined) throw new Error('every case has ended');
    const usual = next.kind === 'reference' ? next.expected : next.equivalent === null ? 'race' : 'accepted';
    this.#put(verification, ended(next, verdict ?? usual, change));
  }

  endAll(id: string): void {
    while (this.#verification(id).state === 'running') this.end(id);
  }

  #put(verification: Verification, one: VerificationCase): void {
    const cases = verification.cases.map((before) => (before.position === one.position ? one : before));
    const counts = countsOf(cases);
    const over = counts.ended === counts.total;
    const green = over && counts.different + counts.survived + counts.judgeErrors === 0;
    const seq = verification.lastSeq + 1;
    const now = { ...verification, cases, counts, lastSeq: seq, green };
    this.verifications.set(verification.id, over ? { ...now, state: 'finished', endedAt: ago(0) } : now);
    const message = { kind: 'case', verification: verification.id, seq, total: counts.total, case: one };
    this.#said.set(verification.id, [...(this.#said.get(verification.id) ?? []), message]);
    for (const [socket, watched] of this.#watches) {
      if (watched === verification.id) socket.send(JSON.stringify(message));
    }
  }

  /** A websocket at /api/authoring/live. */
  live(socket: WebSocket): void {
    socket.on('close', () => this.#watches.delete(socket));
    socket.on('message', (data) => {
      const request = VerificationRequest.parse(JSON.parse(String(data)));
      this.#watches.delete(socket);
      if (request.kind === 'unwatch-verification') return;
      this.#watches.set(socket, request.verification);
      for (const message of (this.#said.get(request.verification) ?? []).slice(request.after)) {
        socket.send(JSON.stringify(message));
      }
    });
  }

  get watched(): number {
    return this.#watches.size;
  }

  /** Null: the request is about something else. */
  answer(method: string, url: URL, body: unknown): FakeAnswer | null {
    const [, , area, kind, key, part, last] = url.pathname.split('/');
    if (area !== 'authoring') return null;
    if (this.#accounts.own()?.role !== 'admin') return problem(403, 'Only admins may do this.');
    if (kind === 'checker-module') return ok(CHECKER_MODULE);
    if (kind === 'packages')
      return this.refusal === null ? ok(this.#view(this.add('imported', 'zip')), 201) : problem(400, this.refusal);
    if (kind === 'rejudges' && key !== undefined) return this.rejudges.answer(method, key, part, body);
    if (kind === 'verifications' && key !== undefined) return this.#ofVerification(key, part, last);
    if (kind === 'exercises') return this.#ofExercise(method, key, part, body);
    if (key === undefined) return this.#ofDrafts(method, url, body);
    if (!this.drafts.has(key)) return problem(404, 'There is no such draft.');
    return this.#ofDraft(method, key, part, url, body);
  }

  #ofDrafts(method: string, url: URL, body: unknown): FakeAnswer {
    if (method === 'POST') {
      const { kind, slug } = body as { kind: string; slug: string };
      return ok(this.#view(this.add(slug, kind === 'skeleton' ? 'skeleton' : this.origin)), 201);
    }
    const archived = url.searchParams.get('archived') === 'true';
    const shown = [...this.drafts.values()].filter(({ archivedAt }) => (archivedAt !== null) === archived);
    return ok({ items: shown.map(({ id }) => this.#view(id)) });
  }

  #ofDraft(method: string, id: string, part: string | undefined, url: URL, body: unknown): FakeAnswer {
    const draft = this.#draft(id);
    switch (part) {
      case undefined:
        return ok(this.#view(id));
      case 'archive':
      case 'restore':
        draft.archivedAt = part === 'archive' ? ago(0) : null;
        return ok(null, 204);
      case 'duplicate':
        return ok(this.#view(this.add((body as { slug: string }).slug, 'draft')), 201);
      case 'check':
        return ok(this.#check(draft));
      case 'verifications':
        return this.#check(draft).faults.length > 0
          ? problem(409, 'The package is not whole.')
          : ok(this.begin(id), 201);
      case 'publish':
        return this.#publish(draft, body as { replace?: boolean });
      case 'rename':
        return this.#rename(draft, PackageFileRename.parse(body));
      case 'file':
        return this.#file(method, draft, url.searchParams, body);
      default:
        return problem(404, 'There is no such address.');
    }
  }

  #file(method: string, draft: StoredDraft, query: URLSearchParams, body: unknown): FakeAnswer {
    const path = PackagePath.parse(query.get('path'));
    const there = draft.files.get(path);
    if (method === 'GET') return there === undefined ? problem(404, 'No such file.') : ok(fileView(path, there));
    const follows = method === 'PUT' ? PackageFileSave.parse(body).follows : Number(query.get('follows'));
    if (follows !== (there?.version ?? 0)) {
      const answer = problem(409, 'This file was changed meanwhile.');
      const view = there === undefined ? null : fileView(path, there);
      return { ...answer, value: { ...(answer.value as object), there: view } };
    }
    if (method === 'DELETE') {
      draft.files.delete(path);
      draft.version += 1;
    } else this.save(draft.id, path, PackageFileSave.parse(body).content);
    return ok(this.#changed(draft, path));
  }

  #rename(draft: StoredDraft, { from, to }: PackageFileRename): FakeAnswer {
    const file = draft.files.get(from);
    if (file === undefined) return problem(404, 'No such file.');
    draft.files.delete(from);
    this.save(draft.id, to, file.content);
    return ok(this.#changed(draft, to));
  }

  #changed(draft: StoredDraft, path: PackagePath) {
    const { version, digest, title } = this.#view(draft.id);
    const file = draft.files.get(path);
    return { file: file === undefined ? null : fileView(path, file), version, digest, title };
  }

  #publish(draft: StoredDraft, { replace = false }: { replace?: boolean }): FakeAnswer {
    if (draft.replaces && !replace) return problem(409, 'It was published from elsewhere since.');
    this.origin = 'app';
    draft.basedOn = { kind: 'app', digest: digestOf(draft.files) };
    return ok({ slug: draft.slug, revision: randomUUID(), publishedAt: ago(0) }, 201);
  }

  #check(draft: StoredDraft) {
    const faults = [...draft.files].flatMap(([path, { content }]): PackageFault[] => {
      const line = content.split('\n').findIndex((text) => text.includes('BROKEN')) + 1;
      return line === 0 ? [] : [{ file: path, key: '', line, message: 'has to be put right' }];
    });
    const item = exerciseItems(new Date()).find(({ slug }) => slug === 'locked-counter');
    if (item === undefined) throw new Error('there is no locked-counter');
    const statement = draft.files.get('statement.md')?.content ?? '';
    const starter = draft.files.get('starter.py')?.content ?? '';
    const tests = [...draft.files.keys()].flatMap((path) => {
      const folder = /^data\/(sample|secret|scope)\/(.+)\.yaml$/.exec(path);
      const group = folder?.[1] === 'secret' ? 'hidden' : folder?.[1];
      const shared = { file: path, name: folder?.[2], title: 'Full size', call: 'count(2, 2)', expected: '4' };
      return group === undefined ? [] : [{ group, ...shared, checked: false, revealed: true, explanation: null }];
    });
    const whole = { exercise: { ...exerciseView(item), statement, starter }, tests, submissions: [] };
    const { version, digest } = this.#view(draft.id);
    return { version, digest, faults, tracks: TRACKS, whole: faults.length > 0 ? null : whole };
  }

  #ofVerification(id: string, part: string | undefined, position: string | undefined): FakeAnswer {
    const verification = this.#verification(id);
    if (part === 'cancel') {
      this.verifications.set(id, { ...verification, state: 'cancelled', endedAt: ago(0) });
    } else if (part === 'cases') {
      const one = verification.cases[Number(position)];
      return ok({ case: one, source: PACKAGE['submissions/race/no_lock.py'], report: this.report });
    }
    return ok(this.#verification(id));
  }

  /** What is told of each case. */
  report: unknown = null;

  #ofExercise(method: string, slug: string | undefined, part: string | undefined, body: unknown): FakeAnswer {
    if (slug === undefined) return ok({ items: [this.#exercise()], broken: this.broken });
    if (slug !== 'locked-counter') return problem(404, 'There is no such exercise.');
    if (part === 'difference') return ok({ slug, files: this.difference, same: 11 });
    if (part === 'give-back') {
      this.origin = 'folder';
      return ok({ slug, revision: randomUUID() });
    }
    if (part === 'rejudge' && method === 'POST') return this.rejudges.begin(body);
    const revision = (change: Partial<ExerciseRevisionView>): ExerciseRevisionView => ({
      id: '0b54a3a0-5a3c-4c53-9f0c-1f5d6d1a0002',
      current: false,
      origin: 'folder',
      publishedAt: ago(86_400_000),
      publishedBy: null,
      submissions: 4,
      finished: 3,
      ...change,
    });
    const current = {
      id: this.#exercise().revision,
      current: true,
      origin: this.origin,
      publishedBy: ADA,
      finished: 0,
    };
    const drafts = [...this.drafts.values()].map(({ id }) => this.#view(id));
    const revisions = [revision(current), revision({})];
    return ok({ exercise: this.#exercise(), revisions, drafts, rejudges: this.rejudges.all() });
  }

  #exercise(): AuthoredExercise {
    const [track] = TRACKS;
    if (track === undefined) throw new Error('there is no track');
    return {
      slug: Slug.parse('locked-counter'),
      title: 'Locked counter',
      track,
      position: 2,
      origin: this.origin,
      revision: '0b54a3a0-5a3c-4c53-9f0c-1f5d6d1a0003',
      publishedAt: ago(3_600_000),
      publishedBy: this.origin === 'app' ? ADA : null,
      withdrawn: false,
      folder: this.origin === 'folder' ? 'current' : this.difference.length > 0 ? 'different' : 'same',
      drafts: this.drafts.size,
    };
  }

  #draft(id: string): StoredDraft {
    const draft = this.drafts.get(id);
    if (draft === undefined) throw new Error(`no draft ${id}`);
    return draft;
  }

  #verification(id: string): Verification {
    const verification = this.verifications.get(id);
    if (verification === undefined) throw new Error(`no verification ${id}`);
    return verification;
  }

  #view(id: string): PackageDraftView {
    const { files, slug, version, basedOn, archivedAt, verification, replaces } = this.#draft(id);
    const digest = digestOf(files);
    const newest = verification === null ? null : this.#verification(verification);
    return {
      id: PackageDraftId.parse(id),
      slug,
      title: /^title: (.*)$/m.exec(files.get('problem.yaml')?.content ?? '')?.[1] ?? slug,
      version,
      basedOn,
      createdBy: ADA,
      createdAt: ago(120_000),
      changedAt: ago(60_000),
      archivedAt,
      verification: newest === null ? null : { ...newest, upToDate: newest.digest === digest },
      digest,
      files: [...files].map(([path, file]) => fileView(PackagePath.parse(path), file)),
      replaces,
    };
  }
}

function fileView(path: PackagePath, { content, version, changedAt }: StoredFile) {
  return { path, version, bytes: Buffer.byteLength(content), changedAt, content };
}

function digestOf(files: ReadonlyMap<string, StoredFile>): string {
  const hash = createHash('sha256');
  for (const [path, { content }] of [...files].sort()) hash.update(`${path}\0${content}\0`);
  return hash.digest('hex');
}
