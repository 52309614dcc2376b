/** Figures and times as people read them. Pure; English; nothing is rounded away that a reader could compare. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `1,284 ms`, or `12.3 s` from ten seconds on. */
export function formatMs(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 10_000) return `${whole.format(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** `26.8 MiB`, with one decimal always, so that a column of figures lines up. */
export function formatBytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** A size from a limit: `256 MiB`, `64 KiB`. */
export function formatLimitBytes(bytes: number): string {
  return bytes >= 2 ** 20 ? `${whole.format(bytes / 2 ** 20)} MiB` : `${whole.format(bytes / 1024)} KiB`;
}

/** A decimal string or number with separators: `3,002,399,751`. Exact beyond 2^53 for strings. */
export function formatCount(count: string | number): string {
  return whole.format(typeof count === 'string' ? BigInt(count) : count);
}

/** A length of time from a limit: `10 s`, `1.5 s`, `500 ms`. */
export function formatLimitMs(ms: number): string {
  return ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const minuteFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** How long ago, in words; from a day on the date. */
export function formatAgo(iso: string, nowMs: number): string {
  const then = new Date(iso);
  const seconds = Math.max(0, Math.round((nowMs - then.getTime()) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return dayFormat.format(then);
}

/** Date and time, for titles and lists. */
export function formatMoment(iso: string): string {
  const then = new Date(iso);
  return `${dayFormat.format(then)}, ${minuteFormat.format(then)}`;
}

/** The time of day: `15:04`. */
export function formatTime(iso: string): string {
  return minuteFormat.format(new Date(iso));
}
