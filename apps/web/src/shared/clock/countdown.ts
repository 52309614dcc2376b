/** Time that is left by the server's clock, and the words for it. Pure; moments are milliseconds since 1970. */

/** How far the server's clock is ahead of this browser's, as its answer that arrived at `receivedMs` says. */
export function clockOffsetMs(serverNow: string, receivedMs: number): number {
  return Date.parse(serverNow) - receivedMs;
}

/** Never below 0; 0 once the time is up. */
export function leftMs(endsAt: string, nowMs: number): number {
  return Math.max(0, Date.parse(endsAt) - nowMs);
}

/** `31:42`; minutes go on above an hour: `119:59`. A begun second counts, so that `0:00` means the end. */
export function formatLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** From the start to the end, with the minutes that were added: `60`. */
export function spanMinutes(startedAt: string, endsAt: string): number {
  return Math.round((Date.parse(endsAt) - Date.parse(startedAt)) / 60_000);
}

/** A length of time in the two largest units: `3 days 2 h`, `2 h 5 min`, `4 min 30 s`, `12 s`. */
export function formatSpan(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return both(`${days} ${days === 1 ? 'day' : 'days'}`, hours, 'h');
  if (hours > 0) return both(`${hours} h`, minutes, 'min');
  if (minutes > 0) return both(`${minutes} min`, seconds % 60, 's');
  return `${seconds} s`;
}

function both(larger: string, count: number, unit: string): string {
  return count === 0 ? larger : `${larger} ${count} ${unit}`;
}

export const SOON_MS = 5 * 60_000;

/** `plenty`: more than five minutes. What is read out follows the steps from one to the next. */
export type TimeStage = 'plenty' | 'soon' | 'up';

export function stageOf(ms: number): TimeStage {
  if (ms <= 0) return 'up';
  return ms <= SOON_MS ? 'soon' : 'plenty';
}
