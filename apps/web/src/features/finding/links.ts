/** Where the page leads to. */
import type { SubmissionView } from '@lockstep/protocol';

/** The code, with what was found in it. */
export function toSubmission({ slug, id }: Pick<SubmissionView, 'slug' | 'id'>) {
  return { to: '/exercises/$slug', params: { slug }, search: { submission: id } } as const;
}
