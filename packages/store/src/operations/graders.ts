/** The graders that there are: each tells every few seconds that it lives. */
import { GraderView } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';

/** What a grader says of itself. */
export interface GraderSelf {
  readonly id: string;
  readonly host: string;
  readonly version: string;
  readonly concurrency: number;
}

export interface Graders {
  /** Says that the grader lives, with its machine's load for each processor. */
  beat(grader: GraderSelf, load: number): Promise<void>;
  /** It stops in order: it is listed no more. */
  leave(id: string): Promise<void>;
  /** Newest first, with what each judges. */
  list(): Promise<GraderView[]>;
}

/** One that was not heard of for so long is dead, or cut off. */
const ALIVE_MS = 20_000;
/** So long it stays listed. */
const LISTED_MS = 24 * 3_600_000;
const MOST = 200;

export function openGraders(database: Database, now: () => Date): Graders {
  return {
    async beat({ id, host, version, concurrency }, load) {
      const at = now();
      const data = { host: toText(host), version, concurrency, load: Math.max(0, load), seenAt: at };
      await database.run(async (client) => {
        await client.grader.upsert({ where: { id }, create: { id, startedAt: at, ...data }, update: data });
        await client.grader.deleteMany({ where: { seenAt: { lt: new Date(at.getTime() - LISTED_MS) } } });
      });
    },

    async leave(id) {
      await database.run((client) => client.grader.deleteMany({ where: { id } }));
    },

    async list() {
      const at = now().getTime();
      const rows = await database.run((client) =>
        client.grader.findMany({
          orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
          take: MOST,
          include: {
            submissions: {
              where: { state: 'running' },
              select: { id: true, slug: true, purpose: true, startedAt: true },
              orderBy: { startedAt: 'asc' },
            },
          },
        }),
      );
      const graders = rows.map(({ submissions, startedAt, seenAt, ...row }) => ({
        ...row,
        startedAt: startedAt.toISOString(),
        seenAt: seenAt.toISOString(),
        alive: at - seenAt.getTime() < ALIVE_MS,
        judging: submissions.map(({ id, slug, purpose, startedAt: since }) => {
          return { submission: id, slug, purpose, since: (since ?? seenAt).toISOString() };
        }),
      }));
      return fromDocument(z.array(GraderView), 'the graders', graders);
    },
  };
}
