/** Which exercise is shown to somebody who follows the candidate. Pure. */
import type { InterviewItem, Slug } from '@lockstep/protocol';
import { firstAfter } from './playback/playback.ts';

/** Where something was typed, in order of time. */
export interface TypedAt {
  readonly atMs: number;
  readonly slug: Slug;
}

/**
 * The exercise that the candidate looks at; at a question, the one that was typed in last; before that the first one.
 * null: there is no exercise.
 */
export function followedSlug(
  item: InterviewItem | null,
  typed: readonly TypedAt[],
  atMs: number,
  slugs: readonly Slug[],
): Slug | null {
  if (item?.kind === 'exercise' && slugs.includes(item.slug)) return item.slug;
  return typed[firstAfter(typed, atMs, (one) => one.atMs) - 1]?.slug ?? slugs[0] ?? null;
}
