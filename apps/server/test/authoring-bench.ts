/** A server with a small bank and an author, for tests; and a grader that gives the verdicts it is told. */
import { loadExercises } from '@lockstep/exercise-kit';
import { PackageDraftView, type Verdict, Verification, verdictCode } from '@lockstep/protocol';
import { type Assignment, judgeError, openJudgingQueue } from '@lockstep/store';
import type { InjectOptions } from 'fastify';
import { expect } from 'vitest';
import { firstAdmin } from './accounts.ts';
import { smallBank } from './small-bank.ts';
import { type Browser, openTestPostgres, openTestServer, type TestServer } from './support.ts';

export const SLUG = 'locked-counter';

export interface AuthoringBench {
  readonly folder: string;
  readonly server: TestServer;
  readonly author: Browser;
  /** Publishes the folder as a server's start does. */
  publishFolder(): Promise<void>;
  close(): Promise<void>;
}

export async function openAuthoringBench(): Promise<AuthoringBench> {
  const bank = smallBank();
  const postgres = await openTestPostgres();
  const server = await openTestServer(postgres.postgres.url, { EXERCISES: bank.folder, REQUESTS_PER_MINUTE: '100000' });
  const publishFolder = async (): Promise<void> => {
    const { exercises } = await loadExercises(bank.folder);
    await server.store.exercises.publish(exercises.map(({ exercise }) => exercise));
  };
  await publishFolder();
  return {
    folder: bank.folder,
    server,
    author: await firstAdmin(server),
    publishFolder,
    close: async () => {
      await server.close();
      await postgres.close();
      bank.remove();
    },
  };
}

/** What an author asks below /api/authoring. */
export class Desk {
  readonly #author: Browser;

  constructor(author: Browser) {
    this.#author = author;
  }

  async ask(method: InjectOptions['method'], place: string, payload?: Record<string, unknown>) {
    const url = `/api/authoring/${place}`;
    const answer = await this.#author.request({
      method: method ?? 'GET',
      url,
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: answer.statusCode, body: answer.rawPayload, json: () => answer.json() };
  }

  /** The answer, which has this status. */
  async expect(status: number, method: InjectOptions['method'], place: string, payload?: Record<string, unknown>) {
    const answer = await this.ask(method, place, payload);
    expect(`${answer.status} ${answer.status === status ? '' : answer.body.toString()}`.trim()).toBe(String(status));
    return answer.status === 204 ? null : answer.json();
  }

  async draft(slug = SLUG): Promise<PackageDraftView> {
    return PackageDraftView.parse(await this.expect(201, 'POST', 'drafts', { kind: 'exercise', slug }));
  }

  async save(draft: PackageDraftView, path: string, content: string): Promise<void> {
    const now = PackageDraftView.parse(await this.expect(200, 'GET', `drafts/${draft.id}`));
    const follows = now.files.find((file) => file.path === path)?.version ?? 0;
    await this.expect(200, 'PUT', `drafts/${draft.id}/file?path=${path}`, { content, follows });
  }

  async verify(draft: PackageDraftView): Promise<Verification> {
    return Verification.parse(await this.expect(201, 'POST', `drafts/${draft.id}/verifications`));
  }

  async verification({ id }: Pick<Verification, 'id'>): Promise<Verification> {
    return Verification.parse(await this.expect(200, 'GET', `verifications/${id}`));
  }
}

/** Everything as it should be: references get what is expected of them, mutants are noticed. */
export function asExpected({ purpose, source }: Assignment): Verdict {
  return purpose === 'mutant' || !source.includes('with lock') ? 'race' : 'accepted';
}

/** Judges `count` submissions, whichever comes, one after the other; returns what they were, in that order. */
export async function judge(
  { store, databaseUrl: url }: TestServer,
  count: number,
  verdictOf: (assignment: Assignment) => Verdict,
): Promise<Assignment[]> {
  const judged: Assignment[] = [];
  const done = Promise.withResolvers<void>();
  const queue = await openJudgingQueue({
    url,
    store,
    concurrency: 1,
    handler: async (lease) => {
      const { assignment } = lease;
      // One more than was asked for is given back.
      if (judged.length === count) return void (await lease.retry());
      const verdict = verdictOf(assignment);
      const told = {
        verdict,
        code: verdictCode(verdict),
        sentence: `It is ${verdict}.`,
        claim: verdict === 'accepted' ? ({ kind: 'sampled', schedules: '1', reason: null } as const) : null,
      };
      const { report, finished } = judgeError('the judge is told so');
      await lease.append([{ kind: 'started', attempt: assignment.attempt, phases: [] }]);
      await lease.finish(
        { ...report, ...told, fault: verdict === 'judge-error' ? report.fault : null },
        { ...finished, ...told },
      );
      judged.push(assignment);
      if (judged.length === count) done.resolve();
    },
  });
  await done.promise;
  await queue.stop({ graceMs: 0 });
  return judged;
}
