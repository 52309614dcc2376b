/**
 * Which submissions the table shows, and which one stands beside it: as the address has it, and as the API wants it. Pure.
 * What an address has that is none of these is left out, never an error.
 */
import { ClaimKind, InterviewId, SittingId, Slug, SubmissionId, Verdict } from '@lockstep/protocol';

export type When =
  | { readonly kind: 'any' }
  /** Today and the days before it, so many in all. */
  | { readonly kind: 'days'; readonly days: number }
  /** `2026-05-04`, both days included; null: open at that end. */
  | { readonly kind: 'dates'; readonly from: string | null; readonly to: string | null };

export interface ReviewFilter {
  readonly q: string;
  readonly verdicts: readonly Verdict[];
  readonly exercises: readonly Slug[];
  readonly claims: readonly ClaimKind[];
  readonly interview: InterviewId | null;
  /** A part of the candidate's name. */
  readonly candidate: string;
  /** All of one candidate. */
  readonly sitting: SittingId | null;
  readonly when: When;
}

export const NO_FILTER: ReviewFilter = {
  q: '',
  verdicts: [],
  exercises: [],
  claims: [],
  interview: null,
  candidate: '',
  sitting: null,
  when: { kind: 'any' },
};

/** Where an attempt is found. */
export interface AttemptPlace {
  readonly sitting: SittingId;
  readonly slug: Slug;
  readonly submission: SubmissionId;
}

export interface ReviewAddress {
  readonly filter: ReviewFilter;
  /** What stands beside the table; null: nothing does. */
  readonly open: AttemptPlace | null;
  /** What it is compared with; null: the attempt before it. */
  readonly beside: AttemptPlace | null;
}

/** What may stand behind the question mark. */
export type ReviewSearch = Readonly<Record<string, string>>;

const MOST_DAYS = 365;
const MOST_CHOSEN = 50;

export function readAddress(search: Readonly<Record<string, unknown>>): ReviewAddress {
  const text = (name: string): string => (typeof search[name] === 'string' ? search[name].trim() : '');
  const list = (name: string): string[] => [...new Set(text(name).split(',').filter(Boolean))].slice(0, MOST_CHOSEN);
  const open = readPlace(text('open'));
  return {
    filter: {
      q: text('q').slice(0, 400),
      verdicts: list('verdict').flatMap((one) => Verdict.safeParse(one).data ?? []),
      exercises: list('exercise').flatMap((one) => Slug.safeParse(one).data ?? []),
      claims: list('claim').flatMap((one) => ClaimKind.safeParse(one).data ?? []),
      interview: InterviewId.safeParse(text('interview')).data ?? null,
      candidate: text('candidate').slice(0, 100),
      sitting: SittingId.safeParse(text('sitting')).data ?? null,
      when: readWhen(text('days'), text('from'), text('to')),
    },
    open,
    beside: open === null ? null : readPlace(text('with')),
  };
}

/** What is at its default is left out of the address. */
export function addressSearch({ filter, open, beside }: ReviewAddress): ReviewSearch {
  const { when } = filter;
  return Object.fromEntries(
    Object.entries({
      q: filter.q,
      verdict: filter.verdicts.join(','),
      exercise: filter.exercises.join(','),
      claim: filter.claims.join(','),
      interview: filter.interview ?? '',
      candidate: filter.candidate,
      sitting: filter.sitting ?? '',
      days: when.kind === 'days' ? String(when.days) : '',
      from: when.kind === 'dates' ? (when.from ?? '') : '',
      to: when.kind === 'dates' ? (when.to ?? '') : '',
      open: open === null ? '' : placeText(open),
      with: open === null || beside === null ? '' : placeText(beside),
    }).filter(([, value]) => value !== ''),
  );
}

/** As the API has it in a query. Days are those of the browser's time zone; `nowMs` says which one today is. */
export function apiFilter(filter: ReviewFilter, nowMs: number): string {
  const query = new URLSearchParams();
  for (const slug of filter.exercises) query.append('exercise', slug);
  for (const verdict of filter.verdicts) query.append('verdict', verdict);
  for (const claim of filter.claims) query.append('claim', claim);
  if (filter.candidate.trim() !== '') query.set('candidate', filter.candidate.trim());
  if (filter.sitting !== null) query.set('sitting', filter.sitting);
  if (filter.interview !== null) query.set('interview', filter.interview);
  const { from, to } = span(filter.when, nowMs);
  if (from !== null) query.set('from', from.toISOString());
  if (to !== null) query.set('to', to.toISOString());
  if (filter.q.trim() !== '') query.set('q', filter.q.trim());
  return query.toString();
}

/** Whether it leaves anything out. */
export function isFiltered(filter: ReviewFilter): boolean {
  return apiFilter(filter, 0) !== '';
}

export function placeText({ sitting, slug, submission }: AttemptPlace): string {
  return `${sitting}/${slug}/${submission}`;
}

function readPlace(text: string): AttemptPlace | null {
  const [sitting, slug, submission, ...rest] = text.split('/');
  const parsed = {
    sitting: SittingId.safeParse(sitting).data,
    slug: Slug.safeParse(slug).data,
    submission: SubmissionId.safeParse(submission).data,
  };
  if (parsed.sitting === undefined || parsed.slug === undefined || parsed.submission === undefined) return null;
  return rest.length === 0 ? { sitting: parsed.sitting, slug: parsed.slug, submission: parsed.submission } : null;
}

function readWhen(days: string, from: string, to: string): When {
  if (/^[1-9]\d{0,2}$/.test(days) && Number(days) <= MOST_DAYS) return { kind: 'days', days: Number(days) };
  const first = isDay(from) ? from : null;
  const last = isDay(to) ? to : null;
  return first === null && last === null ? { kind: 'any' } : { kind: 'dates', from: first, to: last };
}

/** A day that there is: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const then = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(then.getTime()) && then.toISOString().startsWith(text);
}

/** From the first moment of the first day to the first one after the last day. */
function span(when: When, nowMs: number): { readonly from: Date | null; readonly to: Date | null } {
  switch (when.kind) {
    case 'any':
      return { from: null, to: null };
    case 'days': {
      const today = new Date(nowMs);
      return { from: new Date(today.getFullYear(), today.getMonth(), today.getDate() - when.days + 1), to: null };
    }
    case 'dates':
      return {
        from: when.from === null ? null : dayStart(when.from, 0),
        to: when.to === null ? null : dayStart(when.to, 1),
      };
    default:
      return when satisfies never;
  }
}

function dayStart(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const start = new Date(0);
  start.setHours(0, 0, 0, 0);
  start.setFullYear(year, month - 1, date + later);
  return start;
}
