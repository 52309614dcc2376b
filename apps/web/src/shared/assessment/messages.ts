/** Words of what reviewers write: rubric, notes, decision, outcome. */
import type { Decision, OutcomeDecision } from '@lockstep/protocol';
import { formatCount, plural } from '../format.ts';

export const PANEL = {
  private: 'interviewers only',
  loading: 'Loading the assessment',
} as const;

export const SAVING = {
  saving: 'Saving…',
  saved: (time: string) => `Saved ${time}`,
  trying: 'Not saved, trying again.',
  refused: (reason: string) => `Not saved: ${reason}`,
  kept: 'It is kept in this browser.',
  notKept: 'This browser cannot keep it: leave the page open.',
} as const;

export const CONFLICT = {
  title: 'Changed in another tab',
  text: 'You have written something else there meanwhile. Nothing is lost: choose which one stays.',
  mine: 'Here',
  theirs: (time: string) => `There, saved ${time}`,
  keepMine: 'Keep this one',
  takeTheirs: 'Take the other one',
  nothing: 'nothing',
} as const;

export const RUBRIC = {
  title: 'Rubric',
  none: 'This interview has no rubric. One can be added on the page of the interview at any time.',
  weight: (weight: number) => `weight ${weight}`,
  clear: 'Clear',
  clearOf: (title: string) => `Clear the score: ${title}`,
  score: (share: string) => `${share} weighted`,
  scored: (scored: number, all: number) => `${formatCount(scored)} of ${plural(all, 'criterion', 'criteria')} scored`,
  part: (share: string) => `${share} of the weight`,
  unscored: 'Nothing is scored yet.',
  notScored: 'not scored',
} as const;

export const DECISIONS: Readonly<Record<Decision, string>> = {
  'strong-no': 'Strong no',
  no: 'No',
  yes: 'Yes',
  'strong-yes': 'Strong yes',
};

export const DECISION = {
  title: 'Your decision',
  group: 'Decision',
  none: 'no decision',
  clear: 'Take it back',
  summary: 'Summary',
  summaryHint: 'What speaks for it, what against it.',
  tooLong: (left: number) => `${formatCount(left)} characters left`,
} as const;

export const OTHERS = {
  title: 'Other reviewers',
  nobody: 'Nobody else has decided yet.',
  told: 'They are shown once you have given your decision, so that it stays your own.',
  decided: (names: string) => `Decided: ${names}.`,
  none: 'Nobody else has assessed.',
  undecided: 'No decision yet',
  changed: (moment: string) => `changed ${moment}`,
} as const;

export const OUTCOMES: Readonly<Record<OutcomeDecision, string>> = {
  advance: 'Advance',
  hold: 'Hold',
  decline: 'Decline',
};

export const OUTCOME = {
  title: 'Outcome',
  none: 'Nothing is decided for the candidate yet.',
  by: (name: string, moment: string) => `${name}, ${moment}`,
  group: 'What comes of it',
  reason: 'Reason',
  record: 'Record the outcome',
  recording: 'Recording…',
  change: 'Change the outcome',
  cancel: 'Leave it',
  choose: 'Choose what comes of it.',
  history: (count: number) => `${plural(count, 'earlier outcome')}`,
  overtaken: (name: string, word: string) =>
    `${name} recorded “${word}” meanwhile. Yours is not recorded. Record it again to put it in its place.`,
} as const;

export const NOTES = {
  title: 'Notes',
  jumps: 'a time stamp jumps there',
  none: 'No note yet.',
  timed: 'At a time',
  lines: 'On the code',
  general: 'In general',
  write: 'Write a note',
  keeps: (time: string) => `keeps ${time}`,
  dropTime: 'Keep no time',
  time: 'at',
  timePlaceholder: 'mm:ss',
  timeHint: 'The time into the interview. Empty: none',
  timeFault: 'Write minutes and seconds, like 27:18.',
  add: 'Add the note',
  adding: 'Adding…',
  trying: 'Not added yet, trying again.',
  refused: (reason: string) => `Not added: ${reason}`,
  kept: 'It is kept in this browser.',
  long: (over: number) => `${plural(over, 'character')} too many`,
  onLine: (line: number) => `Write a note on line ${line}`,
  by: (name: string, moment: string) => `${name}, ${moment}`,
  own: 'You',
  changed: 'changed',
  edit: 'Change',
  editOf: (text: string) => `Change the note: ${text}`,
  done: 'Done',
  text: 'Text of the note',
  blank: 'An empty note is not saved: delete it instead.',
  remove: 'Delete',
  removeOf: (text: string) => `Delete the note: ${text}`,
  removeTitle: 'Delete this note?',
  removeText: 'It is gone for all reviewers.',
  removing: 'Deleting…',
  keep: 'Leave it',
  removeOvertaken: 'You changed this note in another tab meanwhile. Read it once more before you delete it.',
  jump: (time: string) => `Go to ${time}`,
  line: (line: number) => `line ${line}`,
  submission: 'a submission',
  attempt: (title: string, number: number) => `${title}, attempt ${number}`,
  threads: (line: number) => `Notes on line ${line}`,
} as const;
