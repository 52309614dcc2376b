/**
 * Figures of live code: interviews that run at the same time on this machine, from the key to the interviewer's screen, and
 * what that costs; opening the code of somebody who typed for two hours. The load is made on the same machine.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CODE_TEXT, Slug } from '@lockstep/protocol';
import { openStore, type Store } from '@lockstep/store';
import type { Browser } from 'playwright-core';
import * as Y from 'yjs';
import { openBrowser, openSystem, type Part, ROOT } from '../../system.ts';
import { type Figure, median, wallMs } from '../measure.ts';
import { browserPair } from './browser-pair.ts';
import { joined, type Pair, socketPair } from './pair.ts';
import { type Watching, watchSittings } from './sittings.ts';

const PAIRS = 50;
/** Pairs that are made ready at the same time. */
const AT_ONCE = 10;
const KEYS_PER_SECOND = 5;
/** So that each pair presses more than a hundred keys. */
const SECONDS = 21;
const LOG_CHANGES = 2 * 3_600 * KEYS_PER_SECOND;
const SLUG = Slug.parse('locked-counter');
/** Of /proc/<pid>/stat: Linux has 100 of them in a second on every platform of ours. */
const TICKS_PER_SECOND = 100;

const DIST = path.join(ROOT, 'apps/web/dist');

/** Needs `apps/web/dist`, which `npm run bench` builds, and Chromium. */
export async function liveFigures(): Promise<Figure[]> {
  if (!existsSync(path.join(DIST, 'index.html'))) throw new Error(`${DIST} is empty; npm run build fills it`);
  const system = await openSystem();
  const store = await openStore({ url: system.databaseUrl, prepare: false });
  let browser: Browser | null = null;
  try {
    const limits = { REQUESTS_PER_MINUTE: '100000', SIGN_INS_PER_MINUTE: '100000' };
    const server = await system.server({ WEB_DIST: DIST, ...limits });
    const watching = await watchSittings(server, store, SLUG);
    const pairs: Pair[] = [];
    while (pairs.length < PAIRS - 1) {
      const some = Array.from({ length: Math.min(AT_ONCE, PAIRS - 1 - pairs.length) }, () => watching.sitting());
      pairs.push(...(await Promise.all(some.map(async (sitting) => socketPair(server, watching, await sitting)))));
    }
    browser = await openBrowser();
    const shown = await browserPair(browser, server, watching, await watching.sitting());
    const serverPid = server.child.pid ?? 0;
    const typing = await typeTogether(pairs, shown, { server: serverPid, database: system.postgres.pid });
    for (const pair of [...pairs, shown]) pair.close();
    return [...typing, await openingLongLog(server, store, watching)];
  } finally {
    await browser?.close();
    await store.close();
    await system.close();
  }
}

/** Everybody types, each a little after the one before. `shown`: the pair in browsers, beside those that are sockets. */
async function typeTogether(
  sockets: readonly Pair[],
  shown: Pair,
  pids: { readonly server: number; readonly database: number },
): Promise<Figure[]> {
  const pairs = [...sockets, shown];
  const before = { server: cpuSeconds(pids.server), database: cpuSeconds(pids.database) };
  const begin = performance.now();
  await new Promise<void>((resolve) => {
    let pressed = 0;
    const timer = setInterval(() => {
      const due = Math.min(((performance.now() - begin) / 1_000) * KEYS_PER_SECOND, SECONDS * KEYS_PER_SECOND);
      for (; pressed < due * pairs.length; pressed++) pairs[pressed % pairs.length]?.press();
      if (pressed < SECONDS * KEYS_PER_SECOND * pairs.length) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  await Promise.all(pairs.map((pair) => pair.settled()));
  const seconds = (performance.now() - begin) / 1_000;
  const latencies = sockets.flatMap(({ latenciesMs }) => latenciesMs);
  const kept = sockets.flatMap(({ keptMs }) => keptMs);
  const keys = shown.latenciesMs.length;
  const samples = latencies.length;
  const name = `${pairs.length} live interviews, ${KEYS_PER_SECOND} keys a second each: `;
  const cpu = (part: 'server' | 'database'): Figure => ({
    name: `${name}CPU of the ${part}`,
    value: (100 * (cpuSeconds(pids[part]) - before[part])) / seconds,
    unit: '%',
    samples: 1,
    note: 'of one processor',
  });
  return [
    {
      name: `${name}key to the other screen`,
      value: median(shown.latenciesMs),
      unit: 'ms',
      samples: keys,
      bound: '100 ms',
    },
    { name: `${name}the same, 95th percentile`, value: percentile(shown.latenciesMs, 95), unit: 'ms', samples: keys },
    { name: `${name}key to interviewer's socket`, value: median(latencies), unit: 'ms', samples, bound: '100 ms' },
    { name: `${name}the same, 95th percentile`, value: percentile(latencies, 95), unit: 'ms', samples },
    { name: `${name}key to stored`, value: median(kept), unit: 'ms', samples },
    { name: `${name}the same, 95th percentile`, value: percentile(kept, 95), unit: 'ms', samples },
    { name: `${name}changes stored`, value: kept.length / seconds, unit: 'per s', samples: 1 },
    cpu('server'),
    cpu('database'),
  ];
}

/** An interviewer opens the code of a candidate who typed for two hours without a pause. */
async function openingLongLog(server: Part, store: Store, watching: Watching): Promise<Figure> {
  const sitting = await watching.sitting();
  const first = await joined(server, '', sitting.cookie, SLUG, () => {});
  first.terminate();
  const key = { sitting: sitting.id, slug: SLUG };
  const changes = typedFor(LOG_CHANGES).map((update) => ({
    ...{ at: new Date(), delayed: false, author: null, paste: false, update },
  }));
  while (changes.length > 0) await store.liveCodes.append([{ key, changes: changes.splice(0, 2_000) }]);
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    let socket: Awaited<ReturnType<typeof joined>> | null = null;
    times.push(
      await wallMs(async () => {
        socket = await joined(server, `?sitting=${sitting.id}`, watching.cookie, SLUG, () => {});
      }),
    );
    await closed(socket);
  }
  const name = `opening the code of a candidate who typed for 2 hours (${LOG_CHANGES.toLocaleString('en')} changes)`;
  return { name, value: median(times), unit: 'ms', samples: times.length };
}

/** So many changes, as a person makes them: mostly the next character, now and then somewhere else, some deleted again. */
function typedFor(count: number): Uint8Array[] {
  const doc = new Y.Doc();
  const source = doc.getText(CODE_TEXT);
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  let seed = 1;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  let at = 0;
  while (updates.length < count) {
    if (random() < 0.02) at = Math.floor(random() * (source.length + 1));
    if (source.length > 8_000) source.delete(0, 4_000);
    if (at > source.length) at = source.length;
    if (random() < 0.15 && at > 0) source.delete(--at, 1);
    else source.insert(at++, 'abcdefgh \n'[Math.floor(random() * 10)] ?? 'x');
  }
  return updates.slice(0, count);
}

async function closed(socket: WebSocketLike | null): Promise<void> {
  if (socket === null) return;
  await new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.close();
  });
}

interface WebSocketLike {
  on(event: 'close', listener: () => void): unknown;
  close(): void;
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** Of a process and its children that live. */
function cpuSeconds(pid: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(name) === pid || Number(fields[1]) === pid) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / TICKS_PER_SECOND;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
