/** What addresses may carry behind the question mark. Anything else is dropped, never an error page. */
import { Difficulty, SubmissionId, VerdictCode } from '@lockstep/protocol';
import type { ExerciseFilter } from '../features/exercises/filter.ts';

/** The router parses `?q=12` to a number, and `?q=true` to a boolean. */
function text(value: unknown, most = 100): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value).slice(0, most) : '';
}

/** Whatever text there is: the page reads it, with schemas that are loaded with it. */
export function textSearch(search: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(search).map(([name, value]) => [name, text(value, 2000)]));
}

/** Search of the list page; what is at its default is left out of the address. */
export function exerciseSearch(search: Record<string, unknown>): Partial<ExerciseFilter> {
  const q = text(search.q);
  const status = search.status;
  const difficulty = Difficulty.safeParse(search.difficulty);
  const failure = VerdictCode.safeParse(search.failure);
  return {
    ...(q === '' ? {} : { q }),
    ...(status === 'todo' || status === 'attempted' || status === 'solved' ? { status } : {}),
    ...(difficulty.success ? { difficulty: difficulty.data } : {}),
    ...(failure.success ? { failure: failure.data } : {}),
  };
}

/** `at`: the position of a game, as the choices that led to it. */
export function playSearch(search: Record<string, unknown>): { readonly at?: string } {
  const { at } = search;
  return at === '' || (typeof at !== 'string' && typeof at !== 'number') ? {} : { at: String(at).slice(0, 20_000) };
}

/** `step`: of the failing schedule, from 1. */
export function findingSearch(search: Record<string, unknown>): { readonly step?: number } {
  const step = text(search.step);
  return /^[1-9]\d{0,4}$/.test(step) ? { step: Number(step) } : {};
}

/** `at`: the moment of a sitting that is shown, in milliseconds since it began. */
export function liveSearch(search: Record<string, unknown>): { readonly at?: number } {
  const at = text(search.at);
  return /^\d{1,9}$/.test(at) ? { at: Number(at) } : {};
}

/** `submission`: the one to show in the result panel instead of the newest. */
export function workspaceSearch(search: Record<string, unknown>): { readonly submission?: SubmissionId } {
  const submission = SubmissionId.safeParse(search.submission);
  return submission.success ? { submission: submission.data } : {};
}

/** `from`: where to go after signing in. `failed`: why an identity provider sent somebody back. The page judges both. */
export function signInSearch(search: Record<string, unknown>): { readonly from?: string; readonly failed?: string } {
  const { from, failed } = search;
  return {
    ...(typeof from === 'string' ? { from: from.slice(0, 2000) } : {}),
    ...(typeof failed === 'string' ? { failed: failed.slice(0, 100) } : {}),
  };
}
