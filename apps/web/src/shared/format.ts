/**
 * Figures, dates and plurals as people read them. Pure; nothing is rounded away that a reader could compare. All that
 * depends on the language of the application, beside the words themselves, stands here.
 */

/** The one locale; its language is the `lang` of index.html. */
const LOCALE = 'en-GB';

/** Made when it is first used: with the language's data, each costs as much time as a page's first paint can spare. */
function once<Format>(make: () => Format): () => Format {
  let made: Format | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

const whole = once(() => new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 }));
const tenths = once(() => new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const exact = once(() => new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 20 }));

/** `1,284 ms`, or `12.3 s` from ten seconds on. */
export function formatMs(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 10_000) return `${whole().format(ms)} ms`;
  return `${tenths().format(ms / 1000)} s`;
}

/** `26.8 MiB`, with one decimal always, so that a column of figures lines up. */
export function formatBytes(bytes: number): string {
  return `${tenths().format(bytes / 2 ** 20)} MiB`;
}

/** A share from 0 to 1 in whole per cent: `42 %`. */
export function formatShare(share: number): string {
  return `${whole().format(Math.floor(share * 100))} %`;
}

/** A size from a limit: `256 MiB`, `64 KiB`. */
export function formatLimitBytes(bytes: number): string {
  return bytes >= 2 ** 20 ? `${whole().format(bytes / 2 ** 20)} MiB` : `${whole().format(bytes / 1024)} KiB`;
}

/** A decimal string or number with separators: `3,002,399,751`. Exact beyond 2^53 for strings. */
export function formatCount(count: string | number): string {
  return whole().format(typeof count === 'string' ? BigInt(count) : count);
}

/** Every digit of it: `1,048,576`, `0.125`. */
export function formatExact(value: number): string {
  return exact().format(value);
}

/** A length of time from a limit: `10 s`, `1.5 s`, `500 ms`. */
export function formatLimitMs(ms: number): string {
  return ms >= 1000 ? `${exact().format(ms / 1000)} s` : `${ms} ms`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}

/** `1 step`, `2,500 steps`: a count and the noun that goes with it. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

const day = once(() => new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' }));
const minute = once(() => new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' }));

/** How long ago, in words; from a day on the date. */
export function formatAgo(iso: string, nowMs: number): string {
  const then = new Date(iso);
  const seconds = Math.max(0, Math.round((nowMs - then.getTime()) / 1000));
  if (seconds < 5) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return day().format(then);
}

/** Date and time, for titles and lists. */
export function formatMoment(iso: string): string {
  const then = new Date(iso);
  return `${day().format(then)}, ${minute().format(then)}`;
}

/** The date: `4 May 2026`. */
export function formatDay(iso: string): string {
  return day().format(new Date(iso));
}

/** The time of day: `15:04`. */
export function formatTime(iso: string): string {
  return minute().format(new Date(iso));
}

/** The time zone of the browser, as IANA has it: `Europe/Vienna`. */
export function timeZoneName(): string {
  return new Intl.DateTimeFormat(LOCALE).resolvedOptions().timeZone;
}
