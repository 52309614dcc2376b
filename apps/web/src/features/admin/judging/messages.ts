/** Words of the page about the judging. */
import type { SubmissionMode, SubmissionPurpose } from '@lockstep/protocol';
import { formatCount, plural } from '../../../shared/format.ts';

const MODES: Readonly<Record<SubmissionMode, string>> = {
  samples: 'Samples',
  own: 'Own call',
  full: 'Full',
};

export const JUDGING = {
  title: 'Judging',
  text: 'Who judges, what waits, and what could not be judged. Graders and queue are read again every 3 s.',
  stale: (cause: string) => `Graders and queue stand still. ${cause}`,
} as const;

const PURPOSES = { reference: 'Reference submission', mutant: 'Mutant', rejudge: 'Rejudging' } as const;

/** What is judged: a run of a candidate by its mode, an author's by what it is for. */
export function whatIsJudged({
  mode,
  purpose,
}: {
  readonly mode: SubmissionMode;
  readonly purpose: SubmissionPurpose;
}): string {
  return purpose === 'candidate' ? MODES[mode] : PURPOSES[purpose];
}

export const GRADERS = {
  title: 'Graders',
  noneTitle: 'No grader is running',
  noneText: 'What is submitted waits until there is one. Start one:',
  command: 'npm run grader',
  copy: 'Copy the command',
  commandName: 'Command that starts a grader',
  grader: 'Grader',
  version: (version: string) => `Version ${version}`,
  state: 'State',
  alive: 'Alive',
  upSince: (length: string) => `for ${length}`,
  silent: (length: string) => `Silent for ${length}`,
  silentSince: (moment: string) => `Last heard of on ${moment}`,
  load: 'Load',
  loadTitle: 'Of the machine over the last minute; 100 % is all of its processors',
  percent: (percent: number) => `${formatCount(percent)} %`,
  over: 'overloaded',
  judging: 'Judges now',
  slots: (used: number, all: number) => `${formatCount(used)} of ${formatCount(all)}`,
  forTime: (length: string) => `for ${length}`,
} as const;

export const QUEUE = {
  title: 'Queue',
  waiting: 'Waiting',
  running: 'Judging',
  authors: 'Of authors',
  longest: 'Longest wait',
  nobody: '–',
  none: 'Nothing waits, and nothing is being judged.',
  first: (shown: number, all: number) =>
    `The first ${formatCount(shown)} of ${formatCount(all)}; authors’ wait behind candidates’, each oldest first.`,
  all: 'Oldest first; authors’ wait behind candidates’.',
  exercise: 'Exercise',
  mode: 'Mode',
  state: 'State',
  states: { queued: 'Waiting', running: 'Judging' },
  attempt: 'Attempt',
  notBegun: 'None yet',
  age: 'Age',
  actions: 'Actions',
  cancel: 'Cancel',
  cancelOf: (slug: string, id: string) => `Cancel ${slug}, submission ${id}`,
  cancelled: (slug: string, id: string) => `Submission ${id} to ${slug} is cancelled.`,
  askTitle: 'Cancel this judging?',
  askText: (slug: string, id: string) =>
    `Submission ${id} to ${slug} gets no verdict. Whoever submitted it sees that it was cancelled.`,
  askNote: 'They can submit again. The audit log says that it was you.',
  askAction: 'Cancel the judging',
} as const;

export const FAILURES = {
  title: 'Could not be judged',
  text: 'Submissions that ended as judge error: our fault, and not counted. Judging one again makes a new submission of its own; this one stays here as it is.',
  none: 'Everything could be judged.',
  when: 'When',
  exercise: 'Exercise',
  attempts: 'Attempts',
  cause: 'Cause',
  causeOf: (id: string) => `Cause, submission ${id}`,
  actions: 'Actions',
  authors: 'Verify or rejudge the exercise again',
  again: 'Judge again',
  againOf: (slug: string, id: string) => `Judge again ${slug}, submission ${id}`,
  busy: 'Submitting…',
  done: 'Submitted again',
  queued: (id: string) => `It is in the queue as a new submission of its own, ${id}.`,
  older: 'Older',
  loadingOlder: 'Loading…',
} as const;

export const STORAGE = {
  title: 'Storage',
  text: (bytes: string, tables: number) => `${bytes} in ${plural(tables, 'table')}, with indexes. Rows are estimates.`,
  none: 'The database holds nothing yet.',
  table: 'Table',
  rows: 'Rows',
  size: 'Size',
  share: 'Share',
  percent: (percent: number) => `${percent.toFixed(1)} %`,
} as const;
