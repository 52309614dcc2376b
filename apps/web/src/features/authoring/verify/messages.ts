/** Words of verifications: the matrix of reference submissions, and mutants. */
import { formatCount, formatMs, plural } from '../../../shared/format.ts';

export const VERIFY = {
  none: 'Not verified yet',
  noneText:
    'Verifying judges every reference submission as a candidate’s, and makes small mistakes in the accepted ones that the tests should notice.',
  start: 'Verify',
  starting: 'Beginning…',
  faulty: 'Settle the problems of the package first: what is not whole cannot be judged.',
  unsaved: 'Something could not be saved, so nothing was begun. Look at the files that are marked.',
  progress: 'How far the verification is',
  judged: (ended: number, total: number) => `${formatCount(ended)} of ${formatCount(total)} judged`,
  waiting: 'The connection broke. What ends meanwhile is shown once it is back.',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  cancelled: 'This verification was cancelled before its end.',
  changed: 'The files changed since this was verified.',
  again: 'Verify again',
  green: 'Everything is as expected. It can be published.',
  announce: (open: number) =>
    open === 0
      ? 'The verification has ended: everything is as expected.'
      : `The verification has ended: ${plural(open, 'thing')} to settle.`,
} as const;

export const FIGURES = {
  of: (part: number, whole: number) => `${formatCount(part)} of ${formatCount(whole)}`,
  references: 'submissions as expected',
  mutants: 'mutants rejected',
  equivalent: (count: number) => `mutants rejected, ${formatCount(count)} more are right`,
  errors: 'could not be judged',
  time: 'whole verification',
  sofar: 'so far',
  ms: (ms: number) => formatMs(ms),
} as const;

export const MATRIX = {
  label: 'Reference submissions',
  submission: 'Submission',
  expected: 'Expected',
  got: 'Got',
  decidedBy: 'Decided by',
  interleavings: 'Interleavings',
  waiting: 'in line',
  running: 'being judged',
  cancelled: 'cancelled',
  unexpected: 'not as expected',
  notJudged: 'could not be judged',
  open: (path: string) => `Open ${path}`,
  found: 'What was found',
  foundOf: (name: string) => `What was found in ${name}`,
  got1: (name: string, verdict: string) => `${name}: ${verdict}.`,
} as const;

export const DECIDED = {
  compile: 'compiling',
  sample: (title: string) => `sample “${title}”`,
  own: (call: string) => call,
  full: (title: string) => `full size, “${title}”`,
  scope: (call: string, preemptions: number | null) =>
    preemptions === null ? call : `${call}, ${plural(preemptions, 'preemption')}`,
  exhaustive: (scopes: number) => `exhaustive, ${plural(scopes, 'scope')}`,
  bounded: (scopes: number) => `bounded, ${plural(scopes, 'scope')}`,
  sampled: (tests: number) => `sampled, ${plural(tests, 'test')}`,
} as const;

export const MUTANTS = {
  title: 'Mutants',
  text: 'Small mistakes in the accepted submissions. Good tests reject each of them.',
  of: (name: string) => `Mutants of ${name}`,
  count: (rejected: number, all: number) => `${formatCount(rejected)} of ${formatCount(all)} rejected`,
  cell: (number: number, mistake: string, line: number, fate: string) =>
    `Mutant ${number}, ${mistake}, line ${line}: ${fate}`,
  killed: 'rejected',
  survived: 'survived',
  equivalent: 'right all the same',
  'judge-error': 'could not be judged',
  waiting: 'in line',
  running: 'being judged',
  cancelled: 'cancelled',
  survivedHead: (mistake: string, line: number) => `${mistake} in line ${line} survived.`,
  survivedText: 'No test, sample or scope notices it.',
  errorHead: (mistake: string, line: number) => `${mistake} in line ${line} could not be judged.`,
  head: (mistake: string, line: number) => `${mistake} in line ${line}`,
  because: (why: string) => `Right all the same: ${why}`,
  by: (decided: string) => `Rejected by ${decided}.`,
  removed: 'before',
  added: 'mutant',
  mark: 'It is right all the same…',
  markOf: (mistake: string, line: number) => `${mistake} in line ${line} is right all the same…`,
  why: 'Why it is right',
  whyHint: 'A reason that another author can check. It is written into submissions.yaml.',
  whyFault: 'Write a reason of at most 300 characters.',
  save: 'Write it down',
  saving: 'Writing…',
  leave: 'Leave it',
  marked: 'Written into submissions.yaml. It counts with the next verification.',
  notMarked: 'submissions.yaml could not be changed without rewriting it. Open it and add the entry by hand.',
  all: 'What was judged',
} as const;

export const CASE = {
  close: 'Close this dialog',
  loading: 'Loading what was found',
  tests: 'Tests',
  scopes: 'Scopes',
  test: 'Test',
  verdict: 'Verdict',
  message: 'What was seen',
  wall: 'Wall',
  call: 'Call',
  coverage: 'Interleavings',
  finding: (number: number) => `Schedule ${number}`,
  failing: (call: string) => `${call}, a schedule that fails`,
  source: 'The program',
  fault: 'Why it could not be judged',
  compileError: 'Why it does not compile',
  noReport: 'Nothing was kept of this judging.',
} as const;
