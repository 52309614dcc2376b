/** What stands after an exercise on the learning path. Pure. */
import type { ExerciseList } from '@lockstep/protocol';
import { pathTracks } from '../../../shared/path/path-model.ts';
import { COMMANDS } from './messages.ts';
import type { NextStep } from './workspace-commands.ts';

/** `list`: undefined while it is not loaded. */
export function nextStepAfter(list: ExerciseList | undefined, slug: string): NextStep {
  if (list === undefined) return { blocked: COMMANDS.pathLoading };
  const steps = pathTracks(list).flatMap((track) => track.steps);
  const at = steps.findIndex(({ kind, item }) => kind === 'exercise' && item.slug === slug);
  const step = at < 0 ? undefined : steps[at + 1];
  return step === undefined ? { blocked: COMMANDS.lastStep } : { step };
}
