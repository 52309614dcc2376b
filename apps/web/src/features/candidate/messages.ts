/** Words of the page on which a candidate is reviewed. */
import type { SittingState, SubmissionState } from '@lockstep/protocol';
import { plural } from '../../shared/format.ts';

export const CANDIDATE_REVIEW = {
  title: (candidate: string) => `Review of ${candidate}`,
  crumbs: 'You are here',
  interviews: 'Interviews',
  states: {
    waiting: 'Not begun',
    running: 'Running',
    over: 'Over',
    withdrawn: 'Ended',
    erased: 'Erased',
  } satisfies Record<SittingState, string>,
  goneTitle: 'There is no such candidate',
  goneText: 'The address may be mistyped.',
  report: 'Report',
  playback: 'Play back',
  watch: 'Watch',
  table: 'All submissions',
  sides: 'Parts of the page',
  work: 'Work',
  assessment: 'Assessment',
  items: 'Exercises and questions',
  questions: 'Questions',
  attempts: 'Attempts',
  /** Around what is written on the button: number, code, time. */
  attemptBefore: 'Attempt',
  attemptAfter: (verdict: string, noted: boolean) => `${verdict}${noted ? ', with notes' : ''}`,
  none: 'Nothing was submitted to this exercise.',
  noExercise: 'This interview has no exercise.',
  loading: 'Loading the attempts',
  judging: {
    queued: 'in line',
    running: 'being judged',
    finished: 'judged',
    cancelled: 'cancelled',
  } satisfies Record<SubmissionState, string>,
  views: 'How the attempt is shown',
  code: 'Code',
  changes: 'Changes',
  links: 'Where to go on',
  right: 'Right',
  wrong: 'Wrong',
  unanswered: 'Not answered',
  answers: (count: number) => plural(count, 'answer'),
} as const;

export const NOTED = {
  code: (attempt: string) => `Code of ${attempt}`,
  hint: 'Press a line number, or N, to write a note on that line; the arrows move from line to line.',
  /** Around the number of the line. */
  lineBefore: 'Line',
  lineAfter: (notes: number) => (notes === 0 ? 'write a note' : `${plural(notes, 'note')}, write one more`),
} as const;
