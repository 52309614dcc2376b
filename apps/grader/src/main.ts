/** The grader's process: opens its parts (which proves the sandbox), takes submissions off the queue, stops gracefully. */
import { openJudgingParts, SandboxUnfit } from '@lockstep/judging-parts';
import { VERSION } from '@lockstep/protocol';
import { openJudgingQueue, openStore } from '@lockstep/store';
import { readConfig } from './config.ts';
import { judgeLease } from './judging.ts';

const log = (line: string): void => {
  process.stderr.write(`grader ${process.pid}: ${line}\n`);
};

/** sysexits.h: starting again without a change would not help. */
const EXIT_CONFIG = 78;
/** How long a stop waits for submissions under way before it gives them back. */
const STOP_GRACE_MS = 3_000;

const config = readConfig(process.env);
const parts = await openJudgingParts({ ready: config.READY_SANDBOXES, log }).catch((error: unknown) => {
  if (!(error instanceof SandboxUnfit)) throw error;
  log(error.message);
  process.exit(EXIT_CONFIG);
});
const storeLog = (level: string, message: string): void => {
  if (level !== 'info') log(message);
};
const store = await openStore({ url: config.DATABASE_URL, log: storeLog });
const queue = await openJudgingQueue({
  url: config.DATABASE_URL,
  store,
  concurrency: config.CONCURRENCY,
  version: VERSION,
  handler: (lease) => judgeLease(lease, { ports: parts.ports, log }),
  log: storeLog,
});
log(`ready, sandbox with cgroups ${parts.sandbox.facts.cgroups}`);
process.send?.('ready');

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await queue.stop({ graceMs: STOP_GRACE_MS });
  await store.close();
  await parts.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
// Started by `npm start`: without it, nobody would stop us.
process.once('disconnect', () => void stop());
process.channel?.unref();
