/** Lists that are read page by page: a page ends with the cursor of the next one. */
import { z } from 'zod';
import { ProblemError } from '../problems.ts';

export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** The page that a cursor leads to; 400 for a cursor that we did not give. */
export function orBadCursor<T>(page: T | null): T {
  if (page === null) throw new ProblemError(400, 'The cursor is not one of ours. Leave it out to begin anew.');
  return page;
}
