/** Words of an interview's report. */
import type { Feedback, SittingState, SubmissionState } from '@lockstep/protocol';
import { formatCount, plural } from '../../shared/format.ts';

export const REPORT = {
  title: (candidate: string) => `Report on ${candidate}`,
  kind: 'Interview report',
  crumbs: 'You are here',
  interviews: 'Interviews',
  review: 'Review',
  print: 'Print or save as PDF',
  json: 'JSON',
  jsonTitle: 'The same as data, for other programs',
  made: (moment: string) => `Made ${moment}`,
  interview: 'Interview',
  started: 'Started',
  notStarted: 'not started',
  ended: 'Ended',
  used: 'Time used',
  usedOf: (used: string, minutes: number) => `${used} of ${formatCount(minutes)} min`,
  told: 'Told meanwhile',
  feedback: { findings: 'findings', verdicts: 'verdicts only' } satisfies Record<Feedback, string>,
  states: {
    waiting: 'not begun',
    running: 'running',
    over: 'over',
    withdrawn: 'ended by an interviewer',
    erased: 'Erased',
  } satisfies Record<SittingState, string>,
  state: 'State',
  exercises: 'Exercises accepted',
  questions: 'Questions right',
  submissions: 'Submissions',
  runs: 'Runs of samples and own calls',
  of: (part: number, all: number) => `${formatCount(part)} of ${formatCount(all)}`,
  outcome: 'Outcome',
  noOutcome: 'Nothing is decided yet.',
  work: 'What was done',
  notes: 'Notes',
  noNotes: 'No note was written.',
  noteOf: (name: string) => name,
  attemptLine: (title: string, number: number, line: number | null) =>
    line === null ? `${title}, attempt ${number}` : `${title}, attempt ${number}, line ${line}`,
  inGeneral: 'in general',
} as const;

export const TYPING = {
  title: 'Pastes and time away',
  nothing: 'Nothing was pasted, and the page was not left.',
  paste: (title: string, characters: number, lines: number) =>
    `${title}: ${plural(characters, 'character')}, ${plural(lines, 'line')} pasted`,
  /** No paste event told of it. */
  atOnce: (title: string, characters: number, lines: number) =>
    `${title}: ${plural(characters, 'character')}, ${plural(lines, 'line')} came at once`,
  moved: 'the same text stood in the editor before',
  late: 'told later, by the browser’s clock',
  away: (span: string) => `Away from the page, ${span}`,
  awayToEnd: 'Away from the page to the end',
  awayInAll: (span: string, times: number) => `Away from the page ${plural(times, 'time')}, ${span} in all.`,
  full: 'There was more than is kept.',
} as const;

export const PANEL = {
  title: 'Assessment',
  scores: 'Scores by criterion and reviewer',
  criterion: 'Criterion',
  weight: 'Weight',
  mean: 'Mean',
  weighted: 'Weighted',
  decision: 'Decision',
  none: '–',
  noDecision: 'none yet',
  noRubric: 'This interview has no rubric.',
  nobody: 'Nobody has assessed yet.',
  kept: (names: string) =>
    names === ''
      ? 'Other reviewers have not decided yet.'
      : `Decided: ${names}. What they think is shown once you have decided.`,
  scored: (scored: number, all: number) => `${scored} of ${all} scored`,
} as const;

export const ITEM = {
  exercise: 'Exercise',
  question: 'Question',
  minutes: (minutes: number) => `${minutes} min`,
  never: 'not accepted',
  accepted: (time: string) => `accepted after ${time}`,
  none: 'Nothing was submitted.',
  runs: (count: number) => plural(count, 'run'),
  chart: (title: string) => `Attempts at ${title} over time`,
  axis: (minutes: number) => `${minutes} min`,
  attempts: 'Attempts',
  number: 'Attempt',
  time: 'Time',
  verdict: 'Verdict',
  also: 'Also found',
  interleavings: 'Interleavings',
  sentence: 'What was found',
  states: {
    queued: 'in line',
    running: 'being judged',
    finished: 'judged',
    cancelled: 'cancelled',
  } satisfies Record<SubmissionState, string>,
  findings: 'Findings',
  finding: (number: number, call: string) => `Attempt ${number}, ${call}`,
  steps: (steps: number, preemptions: number) => `${plural(steps, 'step')}, ${plural(preemptions, 'preemption')}`,
  open: 'Open the finding',
  lanes: (words: string) => `Who went on, step by step: ${words}`,
  run: (name: string, from: number, to: number) => (from === to ? `${name} ${from}` : `${name} ${from} to ${to}`),
  main: 'main',
  child: (path: string) => `child ${path}`,
  code: (number: number, accepted: boolean) =>
    accepted ? `Code of attempt ${number}, the first one that was accepted` : `Code of attempt ${number}, the last one`,
  answers: 'Answers',
  first: 'The first answer counts.',
  right: 'right',
  wrong: 'wrong',
  unanswered: 'not answered',
  nothing: '–',
} as const;
