/** Words of attempts: what was tried, and what changed between two of them. */
import type { SubmissionState } from '@lockstep/protocol';
import { formatCount, plural } from '../format.ts';

export const ATTEMPT = {
  name: (number: number) => `Attempt ${formatCount(number)}`,
  starter: 'The starter',
  starterText: 'What the candidate began with.',
  into: (time: string) => `${time} into the interview`,
  of: (candidate: string) => `of ${candidate}`,
  states: {
    queued: 'In line',
    running: 'Being judged',
    finished: 'Judged',
    cancelled: 'Cancelled',
  } satisfies Record<SubmissionState, string>,
  failing: (failing: string, total: string) => `${formatCount(failing)} of ${formatCount(total)}`,
  fail: 'interleavings fail',
  all: (total: string) => `All ${formatCount(total)}`,
  pass: 'interleavings pass',
  some: (total: string) => formatCount(total),
  explored: 'interleavings explored',
  notCounted: 'Interleavings were not all counted.',
  notExplored: 'Nothing was explored.',
  cost: (states: number, time: string) => `${plural(states, 'state')}, ${time}`,
  noSource: 'There is too much code of this exercise together to show it here.',
  /** `finding` null: it is the only one. */
  finding: (finding: number | null, attempt: number, candidate: string | null) =>
    `Finding ${finding === null ? '' : `${finding} `}of attempt ${attempt}${candidate === null ? '' : ` of ${candidate}`}`,
  replay: (time: string) => `Replay from ${time}`,
} as const;

export const CHANGES = {
  title: 'Changes',
  noneText: 'Both have the same code.',
  table: (older: string, newer: string) => `${older}, compared with ${newer}`,
  summary: (added: number, removed: number) => `${plural(added, 'line')} added, ${formatCount(removed)} removed`,
  work: (span: string) => `${span} of work`,
} as const;

export const MEASURED = {
  title: 'What the change did',
  /** Of two candidates’ attempts: nobody changed one into the other. */
  titleApart: 'What was measured',
  measured: 'Measured',
  passed: 'Tests passed',
  passedOf: (passed: number, all: number) => `${formatCount(passed)} of ${formatCount(all)}`,
  hidden: (title: string) => `${title} (hidden input)`,
  asExpected: 'as expected',
  insteadOf: (got: string, expected: string) => `${got}, expected ${expected}`,
  explored: (call: string) => `${call}, all interleavings`,
  allPass: (total: string) => `all ${formatCount(total)} pass`,
  fail: (failing: string, total: string) => `${formatCount(failing)} of ${formatCount(total)} fail`,
  time: 'Wall, CPU of all processes',
  both: (wall: string, cpu: string) => `${wall}, ${cpu}`,
  memory: 'Peak memory',
  claim: 'Claim',
  failed: 'none, it failed',
  noClaim: 'none',
  exhaustive: (interleavings: string) => `exhaustive, ${interleavings}`,
  bounded: (preemptions: number) => `bounded, ${plural(preemptions, 'preemption')}`,
  sampled: (schedules: string) => `sampled, ${schedules} seen`,
  right: 'right',
  wrong: 'wrong',
  nothing: '–',
} as const;

export const ALIKE = {
  title: 'Alike',
  hint: 'Short programs are often alike. This says where, not why.',
  none: (floor: string) => `Nothing of other candidates is alike by ${floor} or more.`,
  few: 'There is too little of the candidate’s own here to compare.',
  loading: 'Comparing with other candidates',
  list: 'Most alike first',
  share: (share: string) => `${share} of this is there`,
  back: (share: string) => `${share} of that is here`,
  attempt: (number: number, candidate: string) => `Attempt ${number} of ${candidate}`,
  open: 'Side by side',
  openOf: (attempt: string) => `Side by side: ${attempt}`,
  dialog: 'Alike: two attempts side by side',
  close: 'Close this dialog',
  here: 'This attempt',
  places: (count: number) => plural(count, 'part'),
  place: (letter: string) => `Part ${letter}`,
  jump: (letter: string, own: string, other: string) => `Part ${letter}: ${own} here, ${other} there`,
  lines: (from: number, to: number) => (from === to ? `line ${from}` : `lines ${from} to ${to}`),
  code: (what: string) => `Code of ${what}`,
} as const;
