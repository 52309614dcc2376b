/** Deletes what is older than the operator wants it kept, at the start and some times a day. */
import type { Store } from '@lockstep/store';
import type { ServerConfig } from './config.ts';

const EVERY_MS = 6 * 3_600_000;

/** Begins; returns what ends it. Any number of servers may do it: one at a time works. */
export function startRetention(
  store: Pick<Store, 'erasure' | 'deliveries'>,
  settings: Pick<ServerConfig, 'RETENTION_DAYS' | 'SITTING_RETENTION_DAYS'>,
  log: (level: 'info' | 'warn', message: string) => void,
): () => Promise<void> {
  let working: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    working = deleteOld(store, settings).then(
      (deleted) => {
        for (const line of deleted) log('info', `retention: ${line}`);
      },
      (error: unknown) => log('warn', `retention: ${error instanceof Error ? error.message : String(error)}`),
    );
  };
  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await working;
  };
}

/** Goes by every rule that is in force, once. Returns what was done, in words. */
export async function deleteOld(
  {
    erasure,
    deliveries,
  }: { readonly erasure: Store['erasure']; readonly deliveries: Pick<Store['deliveries'], 'forget'> },
  { RETENTION_DAYS, SITTING_RETENTION_DAYS }: Pick<ServerConfig, 'RETENTION_DAYS' | 'SITTING_RETENTION_DAYS'>,
): Promise<string[]> {
  const visitors = RETENTION_DAYS === undefined ? 0 : await erasure.eraseVisitorsUnseenFor(RETENTION_DAYS);
  const sittings =
    SITTING_RETENTION_DAYS === undefined ? 0 : await erasure.eraseSittingsOverFor(SITTING_RETENTION_DAYS);
  const forgotten = await deliveries.forget();
  return [
    said(visitors, 'visitor was deleted', 'visitors were deleted'),
    said(sittings, 'candidate of an interview was erased', 'candidates of interviews were erased'),
    said(forgotten, 'delivery to a webhook was deleted', 'deliveries to webhooks were deleted'),
  ].flat();
}

/** null: another server is at it. */
function said(count: number | null, one: string, more: string): string[] {
  return count === null || count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
}
