/** Words of the pages of one published exercise: revisions, difference to the folder, rejudging. */
import type { RejudgedState } from '@lockstep/protocol';
import { formatCount, plural } from '../../../shared/format.ts';

export const EXERCISE = {
  documentTitle: (title: string) => `${title}, revisions`,
  parts: 'Pages of this exercise',
  revisions: 'Revisions',
  difference: 'Difference to the folder',
  rejudge: 'Judge again',
  text: 'Each publication is a revision. Submissions belong to the one that they were judged by.',
  revision: 'Revision',
  from: 'From',
  published: 'Published',
  submissions: 'Submissions',
  current: 'current',
  byServer: 'at the server’s start',
  edit: 'Edit',
  making: 'Making a draft…',
  export: 'Export what is published',
  open: 'Open as a candidate',
  drafts: 'Drafts of it',
  rejudges: 'Rejudgings',
  finished: (finished: number, all: number) =>
    finished === all ? formatCount(all) : `${formatCount(all)}, ${formatCount(finished)} finished`,
} as const;

export const DIFFERENCE = {
  title: 'Difference to the folder',
  documentTitle: (title: string) => `${title}, difference to the folder`,
  none: 'The folder has the same files.',
  noneText: (count: number) => `${plural(count, 'file')}, none of which differs.`,
  isFolders: 'This exercise is the folder’s.',
  isFoldersText: 'What is published is what the folder has. There is a difference once a draft is published here.',
  summary: (different: number, same: number) =>
    `${plural(different, 'file')} ${different === 1 ? 'differs' : 'differ'}, ${formatCount(same)} ${same === 1 ? 'is' : 'are'} the same.`,
  folder: 'In the folder',
  app: 'Published here',
  absent: 'The folder has no such exercise: all of it was made here.',
  broken: 'What the folder has of it is broken, and could not be published.',
  onlyFolder: 'only in the folder',
  onlyApp: 'only here',
  large: 'One of the two is too large to be shown.',
  table: (path: string) => `${path}, line by line`,
  giveBack: 'Give it back to the folder…',
  giveTitle: 'Give it back to the folder?',
  giveText: (title: string) => `What the folder has of ${title} is published again, as a revision of its own.`,
  giveAbsent: (title: string) =>
    `The folder has no such exercise, so ${title} is withdrawn: candidates do not see it any more.`,
  giveNote: 'What was published here is kept as a revision. From then on the folder decides.',
  give: 'Give it back',
  given: 'It is the folder’s again.',
} as const;

export const REJUDGE = {
  title: 'Judge again',
  documentTitle: (title: string) => `${title}, judge again`,
  text: 'Earlier submissions are judged by the current revision, aside: nobody sees anything of it. What comes out differently is listed here, and changes nothing until you apply it.',
  which: 'Submissions to these revisions',
  none: 'There is no finished submission to an earlier revision.',
  noneText: 'Nothing has to be judged again.',
  revision: (moment: string, finished: number) => `${moment}, ${plural(finished, 'finished submission')}`,
  start: (count: number) => `Judge ${plural(count, 'submission')} again`,
  starting: 'Beginning…',
  chooseFault: 'Choose at least one revision.',
  running: (ended: number, total: number) => `${formatCount(ended)} of ${formatCount(total)} judged`,
  progress: 'How far the rejudging is',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  cancelled: 'This rejudging was cancelled. What was judged before that can be applied.',
  old: 'The exercise was published once more since. Nothing of this rejudging is applied; judge again.',
  leftOut: (count: number) =>
    `${plural(count, 'older submission')} ${count === 1 ? 'was' : 'were'} left out: one rejudging takes a bounded number. Judge again for these.`,
  result: (differences: number, ended: number) =>
    differences === 0
      ? `All ${formatCount(ended)} came out as before.`
      : `${formatCount(differences)} of ${formatCount(ended)} came out differently.`,
  errors: (count: number) => `${plural(count, 'submission')} could not be judged.`,
  applied: (count: number) => `${formatCount(count)} applied.`,
  another: 'Judge once more',
  earlier: 'Earlier rejudgings',
  earlierOne: (moment: string, name: string) => `${moment}, by ${name}`,
} as const;

export const DIFFERENCES = {
  label: 'What came out differently',
  all: 'All that are listed',
  choose: (place: string) => `Choose the submission of ${place}`,
  submitted: 'Submitted',
  who: 'Whose',
  candidate: 'a candidate, in an interview',
  practice: 'practice',
  before: 'Before',
  after: 'After',
  why: 'Why',
  state: 'State',
  none: 'no verdict',
  more: 'Show more',
  loading: 'Loading…',
  applyChosen: (count: number) => `Apply ${formatCount(count)} chosen…`,
  applyAll: 'Apply all…',
  nothingChosen: 'Choose at least one submission.',
  oldTitle: 'Nothing of it can be applied: the exercise was published once more since.',
} as const;

export const STATES: Readonly<Record<RejudgedState, string>> = {
  open: 'not applied',
  applied: 'applied',
  skipped: 'judged anew meanwhile',
};

export const APPLY = {
  title: 'Apply these results?',
  chosen: (count: number) =>
    `${plural(count, 'submission')} get${count === 1 ? 's' : ''} the new verdict, report and schedules.`,
  all: (count: number) =>
    `All ${plural(count, 'submission')} that were judged get the result of the current revision, also those that came out as before.`,
  note: 'Candidates see the new results. The old ones are kept, and the audit log says who applied them.',
  action: 'Apply',
  busy: (left: number) => `Applying, ${formatCount(left)} left`,
  done: (applied: number, skipped: number) =>
    `${plural(applied, 'result')} applied${skipped === 0 ? '' : `, ${formatCount(skipped)} skipped`}.`,
} as const;
