/** Moments of a sitting as the time since it began. Pure. */

/** `27:18`; minutes go on above an hour: `119:59`. Only whole seconds that have passed count. */
export function formatInto(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Milliseconds of `27:18`, `27` (minutes) or `1:27:18`; null where it is no time. */
export function readInto(text: string): number | null {
  const parts = text.trim().split(':');
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null;
  const [first = 0, second = 0, third = 0] = parts.map(Number);
  const [hours, minutes, seconds] = parts.length === 3 ? [first, second, third] : [0, first, second];
  if (seconds >= 60 || (parts.length === 3 && minutes >= 60)) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
