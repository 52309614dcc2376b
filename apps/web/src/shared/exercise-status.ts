/** How the visitor stands with an exercise. Pure. */
import type { ExerciseListItem } from '@lockstep/protocol';

export type ExerciseStatus = 'todo' | 'attempted' | 'solved';

export function statusOf(item: Pick<ExerciseListItem, 'verdict' | 'lastSubmittedAt'>): ExerciseStatus {
  if (item.verdict === 'accepted') return 'solved';
  return item.verdict === null && item.lastSubmittedAt === null ? 'todo' : 'attempted';
}
