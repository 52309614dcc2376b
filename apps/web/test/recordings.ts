/** Recordings of real explorations: of the canned submissions' program, of a right one, and of two questions. */
import { readFileSync } from 'node:fs';
import { Recording } from '@lockstep/protocol';

const read = (name: string): Recording =>
  Recording.parse(JSON.parse(readFileSync(new URL(`recordings/${name}.json`, import.meta.url), 'utf8')));

export const RECORDED = {
  /** `RACY` called as count(2, 2); its failing schedule is that of the finding "race". */
  racy: read('racy'),
  /** The same with the lock around the whole increment. */
  locked: read('locked'),
  twoIncrements: read('two-increments'),
  /** Two processes that take two locks in opposite orders. */
  oppositeLocks: read('opposite-locks'),
} as const;

/** As if the exploration had never gone on from the first point of that kind of operation. */
export function cutBefore(recording: Recording, kind: string): Recording {
  const { histories } = recording;
  const point = histories.points.findIndex(({ announcement }) => announcement.operation.kind === kind);
  return { ...recording, histories: { ...histories, steps: histories.steps.filter(([from]) => from !== point) } };
}
