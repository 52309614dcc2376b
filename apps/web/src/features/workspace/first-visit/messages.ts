/** Words of the strip of a first visit. Loaded with it. */
import type { FirstStage } from './first-steps.ts';

export const FIRST = {
  label: 'First steps',
  steps: {
    submitted: 'Submit the starter as it is',
    read: 'Read the schedule that fails',
    repaired: 'Repair it, submit again',
  },
  place: (at: number, of: number) => `Step ${at} of ${of}`,
  done: 'done',
  show: 'Show the schedule',
  next: (title: string) => `Next on the path: ${title}`,
  toPath: 'To the learning path',
  close: 'Hide the first steps',
} as const;

export const FIRST_SENTENCES: Readonly<Record<FirstStage, string>> = {
  begin: 'It looks right, and often gives the right number. Submit it and see whether it always does.',
  judging: 'It runs at full size; then every order in which its processes can take turns is tried.',
  race: 'In the schedule, both processes read the same number before either of them writes: put the read and the write under the lock, then submit again.',
  deadlock:
    'In the schedule, the last rows say what each process waits for: let go of what the other one needs, then submit again.',
  failed:
    'The verdict says what went wrong, and the first test that failed is open below it: mend that, then submit again.',
  ours: 'That was our mistake and counts for nothing: submit again.',
  repair: 'Put the read and the write of the counter under the lock, then submit again.',
  accepted: 'Repaired: none of the orders that were tried breaks it any more.',
};
