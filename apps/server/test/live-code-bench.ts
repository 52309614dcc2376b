/** A server with an interviewer and sittings, for tests of live code, with a clock that the test moves. */
import { MomentPage, type SittingMoment, SittingWork, type StoredChange, TypingPage } from '@lockstep/protocol';
import { type EventFeed, openEventFeed, openStore, type Store } from '@lockstep/store';
import { expect } from 'vitest';
import { buildApp } from '../src/app.ts';
import { ServerConfig } from '../src/config.ts';
import { signedInAs } from './accounts.ts';
import { QUESTION } from './bank.ts';
import { interviewBench } from './interview-bench.ts';
import { LiveClient, type LiveClientOptions } from './live-code-client.ts';
import { type Browser, openTestPostgres, openTestServer, secretiveExercise, type TestServer } from './support.ts';

export const MINUTE_MS = 60_000;

export async function openLiveCodeBench() {
  const clock = { ms: Date.parse('2027-01-01T09:00:00.000Z') };
  const now = (): Date => new Date(clock.ms);
  const postgres = await openTestPostgres();
  const server: TestServer = await openTestServer(postgres.postgres.url, { REQUESTS_PER_MINUTE: '100000' }, { now });
  await server.store.exercises.publish([secretiveExercise(), secretiveExercise('other-exercise')]);
  await server.store.questions.publish([QUESTION]);
  const address = (await server.app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws');
  const interviewer = await signedInAs(server, 'interviewer');
  const bench = interviewBench(() => ({ server, interviewer }));
  const clients: LiveClient[] = [];

  function client(options: Omit<LiveClientOptions, 'address' | 'now'>): LiveClient {
    const made = new LiveClient({ address, now: () => clock.ms, ...options });
    clients.push(made);
    return made;
  }

  /** A candidate whose clock goes, and what connects to the sitting. */
  async function sitting(changes: Record<string, unknown> = {}) {
    const { id: interview, made, browser } = await bench.sitting(changes);
    const id = made.sitting;
    const read = (place: string) => interviewer.request({ url: `/api/sittings/${id}/${place}` });
    return {
      id,
      interview,
      made,
      browser,
      /** A tab of the candidate. */
      candidate: () => client({ cookie: browser.cookie }),
      /** A tab of an interviewer. */
      watcher: (who: Browser = interviewer) => client({ cookie: who.cookie, sitting: id }),
      work: async () => SittingWork.parse((await read('work')).json()),
      log: async (): Promise<StoredChange[]> => {
        const response = await read('typing/locked-counter');
        expect(response.statusCode).toBe(200);
        return TypingPage.parse(response.json()).items;
      },
      moments: async (): Promise<SittingMoment[]> => MomentPage.parse((await read('moments')).json()).items,
    };
  }

  /** On the same database, with another store or feed where a test breaks one. */
  async function anotherServer(
    changed: { store?: (store: Store) => Store; feed?: (feed: EventFeed) => EventFeed } = {},
  ) {
    const store = await openStore({ url: server.databaseUrl, prepare: false, now });
    const feed = await openEventFeed({ url: server.databaseUrl });
    const config = ServerConfig.parse({ DATABASE_URL: server.databaseUrl, EXERCISES: '/nowhere', LOG_LEVEL: 'silent' });
    const app = await buildApp({
      ...{ config, now },
      store: changed.store?.(store) ?? store,
      feed: changed.feed?.(feed) ?? feed,
    });
    const ended = { isClosed: false };
    return {
      address: (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws'),
      close: async (): Promise<void> => {
        if (ended.isClosed) return;
        ended.isClosed = true;
        await app.close();
        await feed.close();
        await store.close();
      },
    };
  }

  return {
    ...bench,
    anotherServer,
    clock,
    now,
    server,
    address,
    interviewer,
    client,
    sitting,
    dropAll: () => {
      for (const one of clients.splice(0)) one.drop();
    },
    close: async () => {
      for (const one of clients) one.drop();
      await server.close();
      await postgres.close();
    },
  };
}

export type LiveCodeBench = Awaited<ReturnType<typeof openLiveCodeBench>>;
