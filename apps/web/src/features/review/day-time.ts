/** When something was, so that rows of a week are told apart at a glance. */
import { formatMoment, formatTime } from '../../shared/format.ts';
import { REVIEW } from './messages.ts';

/** `Today 14:32`, `Yesterday 10:05`, `Wed 15:10` within a week, else date and time; by the browser's time zone. */
export function dayTime(iso: string, nowMs: number): string {
  const then = new Date(iso);
  const days = Math.round((startOf(new Date(nowMs)) - startOf(then)) / 86_400_000);
  const time = formatTime(iso);
  if (days === 0) return REVIEW.today(time);
  if (days === 1) return REVIEW.yesterday(time);
  const weekday = REVIEW.weekdays[then.getDay()];
  return days > 1 && days < 7 && weekday !== undefined ? REVIEW.onDay(weekday, time) : formatMoment(iso);
}

function startOf(day: Date): number {
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
}
