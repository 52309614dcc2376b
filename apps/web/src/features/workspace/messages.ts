/** Words of the workspace. */
import type { Phase } from '@lockstep/protocol';
import { formatMoment, ordinal } from '../../shared/format.ts';
import type { DraftStatus } from './draft/draft-face.ts';

export const WORKSPACE = {
  panes: 'Panes',
  statement: 'Statement',
  code: 'Code',
  result: 'Result',
  history: 'History',
  previous: 'Previous exercise',
  next: 'Next exercise',
  noPrevious: 'This is the first exercise',
  noNext: 'This is the last exercise',
  runSamples: 'Run samples',
  ownArguments: 'Run with your own arguments',
  submit: 'Submit',
  sending: 'Sending your code',
  editorLoading: 'The editor is not ready yet',
  notSentTitle: 'Your code was not sent',
  notSentText: 'It is kept in this browser.',
  retry: 'Try again',
  statementWidth: 'Width of the statement',
  splitterTitle: (label: string) => `${label}: drag, or use the arrow keys`,
  resultWidth: 'Width of the result',
  commands: 'Commands',
  notLoaded: 'That could not be loaded: the server cannot be reached. Your code is kept; try again in a moment.',
} as const;

export const HELP = {
  questions: 'Questions to this exercise',
  editorial: 'Editorial',
  editorialText:
    'The idea, why it is right, the usual mistakes and what to read. It opens once a submission is accepted.',
  open: 'Open the editorial',
  opening: 'Opening…',
  notYet: 'Not yet: it opens after an accepted submission of this exercise.',
  notLoaded: 'It could not be loaded. Your code is kept; try again in a moment.',
} as const;

export const EDITOR = {
  file: 'solution.py',
  label: 'Your solution, Python',
  language: 'Python',
  place: (line: number, column: number) => `Ln ${line}, Col ${column}`,
  leave: 'Esc, then Tab leaves the editor',
  compare: 'Compare',
  compareTitle: 'Compare with an earlier version',
  settings: 'Editor settings',
  reset: 'Reset',
  resetTitle: 'Reset to starter',
  isStarter: 'The editor holds the starter already',
  wasReset: 'Reset to the starter.',
  undoReset: 'Undo reset',
  wasTaken: (version: string) => `${version} is in the editor.`,
  wasRestored: (number: number) =>
    number === 0 ? 'The code of that run is restored.' : `The code of submission ${number} is restored.`,
  tookOther: 'The other version is in the editor.',
  savedNow: 'The draft is saved. Nothing was submitted.',
  tooLong: 'That was not put in: a solution may have at most 64 KiB.',
  undo: 'Undo',
  dismiss: 'Dismiss',
  conflictServer: (at: string | null) =>
    `Another tab or device saved a different version${at === null ? '' : ` (${formatMoment(at)})`}. Nothing is lost; which one shall be kept?`,
  conflictBrowser: (at: string | null) =>
    `This browser also has a version that never reached the server${at === null ? '' : ` (${formatMoment(at)})`}.`,
  showOther: 'Show the other version',
  takeOther: 'Use the other one',
  keepMine: 'Keep the one below',
  otherLabel: 'The other version',
  exerciseChanged: 'This exercise has changed since you last worked on it. Read the statement again.',
  understood: 'Understood',
} as const;

/** The save state in the top bar; empty when there is nothing to say. */
export function saveWords(status: DraftStatus): string {
  switch (status.kind) {
    case 'loading':
    case 'untouched':
      return '';
    case 'saving':
      return 'Saving…';
    case 'saved':
      return 'Saved';
    case 'kept-here':
      return status.trying
        ? 'Kept in this browser; not yet on the server'
        : 'Kept in this browser; the server refused it';
    case 'not-kept':
      return 'Not saved: this browser keeps nothing, and the server cannot be reached';
    case 'conflict':
      return 'Two versions; choose one';
    case 'late':
      return status.said === null
        ? 'Too late to count; kept in this browser'
        : 'Too late to count; your interviewer gets it apart from what counts';
    default:
      return status satisfies never;
  }
}

/** After a save that was asked for. */
export function savedWords(status: DraftStatus): string {
  return status.kind === 'saved' || status.kind === 'untouched' ? EDITOR.savedNow : saveWords(status);
}

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  compile: 'Compile',
  samples: 'Samples',
  own: 'Your call',
  'full-scale': 'Full size',
  explore: 'Interleavings',
};

const PHASE_DOING: Readonly<Record<Phase, string>> = {
  compile: 'Compiling.',
  samples: 'Running the samples.',
  own: 'Running your call.',
  'full-scale': 'Running at full size.',
  explore: 'Exploring every interleaving.',
};

export const EXPLORATION = {
  exploring: (scope: number, scopes: number) => `Exploring call ${scope} of ${scopes}:`,
  bar: 'Explored calls',
  explored: (done: number, scopes: number) => `${done} of ${scopes} calls explored`,
  states: 'States',
  interleavings: 'Interleavings',
  notYet: 'counted at the end',
  moreThan: (states: string) => `More than ${states} states so far.`,
} as const;

export const RESULT = {
  emptyTitle: 'No result yet',
  emptyText:
    'Run the samples while you write; they are free and in no history. Submit when you want everything judged.',
  emptyAction: 'Run the samples',
  graphLabel: 'No submission yet',
  samplesRun: 'samples run',
  ownRun: (call: string) => `run of ${call}`,
  submission: (number: number) => `submission ${number}`,
  sending: 'sending your code…',
  ranIn: (text: string) => `done in ${text}`,
  judgedIn: (text: string) => `judged in ${text}`,
  inLine: 'In line',
  place: (place: number | null) => (place === null ? 'Waiting for a grader.' : `${ordinal(place)} in line.`),
  judging: 'Judging',
  doing: (phase: Phase | null) => (phase === null ? 'Getting ready.' : PHASE_DOING[phase]),
  goOn: 'You can go on writing. All phases run before the verdict, so that the report is complete.',
  goOnSamples: 'You can go on writing.',
  restarted: {
    'grader-lost': 'The grader that judged this was lost. Judging begins again by itself; nothing counts against you.',
    'judge-error': 'The first judging failed by our fault. It begins again by itself; nothing counts against you.',
  },
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  notCancelled: 'It could not be cancelled. Try again.',
  cancelledTitle: 'Cancelled.',
  cancelledText: 'This submission was not judged to the end.',
  ourFault:
    'Our fault: it counts for nothing. Judging was repeated by itself before we gave up. Submit again when you like.',
  ran: 'Ran',
  samplesOnly: 'Only the samples ran. Submit to have everything judged.',
  ownOnly: 'Only this call ran, and nothing was judged. Submit to have everything judged.',
  partMissing:
    'This part could not be loaded. It is there after a reload, once the server can be reached; your code is kept.',
  reconnecting: 'Reconnecting. Judging goes on meanwhile, and nothing is missed.',
  lost: 'The server no longer knows this submission, or this browser’s cookie is gone. Your code is kept in the editor: submit it again.',
  offline: 'You are offline. Judging goes on; the result comes when you are back.',
  phases: 'Phases',
  waiting: 'waiting',
  running: 'running',
  skipped: 'skipped',
  passed: 'passed',
  failed: 'failed',
  ofTests: (passed: number, total: number) => `${passed} of ${total}`,
  tests: 'Tests',
  testsNote: 'real processes',
  columns: { call: 'Call', verdict: 'Verdict', wall: 'Wall', cpu: 'CPU', peak: 'Peak' },
  peakTitle: 'Peak memory of all processes together',
  testPassed: 'Passed',
  hidden: 'hidden input',
  goToLine: (line: number) => `Go to line ${line}`,
  traceback: 'Traceback',
  cpuBar: 'CPU time by process',
  submittedCode: 'Submitted code',
  restore: 'Restore this code',
  sameCode: 'The editor holds this code already',
  backToLatest: 'Back to the latest',
  loadFailedTitle: 'This result could not be loaded',
} as const;

export const HISTORY = {
  empty: 'No submission yet. Runs of samples and of your own calls are not listed.',
  toCode: 'Go to the code',
  number: (number: number) => `No. ${number}`,
  inLine: 'In line',
  judging: 'Judging',
  cancelled: 'Cancelled',
  more: 'Show more',
  loading: 'Loading…',
  list: 'Your submissions to this exercise',
} as const;
