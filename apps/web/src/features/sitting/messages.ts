/** Words of a candidate's interview. */
import { plural } from '../../shared/format.ts';

export const SITTING = {
  name: 'Interview',
  for: (candidate: string) => `For ${candidate}`,
  opening: 'Opening your interview',
  noneTitle: 'This browser sits no interview',
  noneText: 'Open the link that you were given.',
  refusedTitle: 'This interview cannot be opened',
  withdrawnTitle: 'This interview was ended',
  withdrawnText: 'Your interviewer ended it. What you did until then is kept.',
  toExercises: 'All exercises',
} as const;

export const BEFORE = {
  rules: 'How it works',
  instructions: 'From your interviewer',
  start: 'Start the clock',
  opensIn: (span: string) => `You can start in ${span}`,
  opensAt: (moment: string) => `From ${moment} on.`,
  closedTitle: 'It can no longer be started',
  closedText: (moment: string) => `It could be started until ${moment}. Ask your interviewer.`,
  ready: (minutes: number) => `You have ${minutes} min from then on.`,
  askTitle: 'Start the clock?',
  askText: (minutes: number, until: string) =>
    `You have ${minutes} minutes from now on, until ${until}. Then the exercises and questions are shown.`,
  askNote: 'The clock cannot be stopped, and goes on when this page is closed.',
  busy: 'Starting…',
  cancel: 'Not yet',
} as const;

export const RULES = {
  time: (minutes: number) =>
    `You have ${minutes} minutes from the start. The server keeps the time: a closed page or a wrong clock of this computer changes nothing.`,
  between: (from: string, to: string) => `Start between ${from} and ${to}. Whoever starts in time has all of the time.`,
  from: (moment: string) => `Start from ${moment} on.`,
  until: (moment: string) => `Start until ${moment}. Whoever starts in time has all of the time.`,
  anyTime: 'Start when you are ready.',
  parts: (count: number) =>
    `${count === 1 ? 'One part is' : `${count} parts are`} asked, in any order. Nothing else can be opened meanwhile; hints and editorials are closed.`,
  submissions: (most: number) =>
    `Of each exercise ${plural(most, 'submission')} ${most === 1 ? 'counts' : 'count'}: the accepted one, else the last. Runs of the samples and of your own calls are free.`,
  anyNumber:
    'Submit each exercise as often as you like: an accepted submission counts, else the last one. Runs of the samples and of your own calls are free, too.',
  findings:
    'You are told all that the judge finds: verdicts, and races and deadlocks with their schedules. Of a question you see the solution once you have answered; the first answer counts.',
  verdicts:
    'You are told verdicts and figures, but not how a race or a deadlock comes about. Of a question you are told that your answer is kept; the first one counts.',
  watched:
    'Your interviewer can watch you type, at any time of the interview, and may point at lines. A row above the editor says who is there.',
  watchedAndWritten:
    'Your interviewer can watch you type, at any time of the interview, may point at lines, and may type in your code, too. A row above the editor says who is there.',
  recorded:
    'What you type is recorded and can be played back. Pastes, and times when this page is not in front, are recorded, too: as facts, without a judgement.',
  kept: 'Nothing that you type is lost: it is kept in this browser at once, and at the server a moment later, also after a time without a connection. Only what you submit is judged.',
  elsewhere: 'The same link goes on where you were, also in another browser or on another computer.',
} as const;

export const RUNNING = {
  left: 'Time left',
  of: (minutes: number) => `of ${minutes} min`,
  until: (time: string) => `until ${time}`,
  parts: 'Exercises and questions',
  minutes: (minutes: number) => `about ${minutes} min`,
  finish: 'Finish',
  finishText: 'Done before the time is up? Else just let it run out.',
  finishTitle: 'Finish the interview?',
  finishAll: 'You have submitted or answered something for every part.',
  finishOpen: (open: number, all: number) =>
    `Of ${plural(all, 'part')}, ${open === 1 ? 'one has' : `${open} have`} no submission or answer yet. Drafts are kept, but not judged.`,
  finishNote: 'After that nothing can be changed.',
  finishBusy: 'Finishing…',
  finishCancel: 'Go on working',
  leave: 'Leave in this browser',
  leaveTitle: 'Leave the interview in this browser?',
  leaveText: 'The clock goes on. Open your link again, here or elsewhere, to come back.',
  leaveAction: 'Leave',
  leaveBusy: 'Leaving…',
  leaveCancel: 'Stay',
} as const;

export const STANDING = {
  exercise: 'Exercise',
  question: 'Question',
  notSubmitted: 'Not submitted yet',
  neverSubmitted: 'Not submitted',
  submitted: 'Submitted',
  tries: (tries: number, most: number | null) =>
    most === null ? plural(tries, 'submission') : `${tries} of ${plural(most, 'submission')}`,
  notAnswered: 'Not answered yet',
  neverAnswered: 'Not answered',
  kept: 'Answer kept',
  right: 'Right',
  wrong: 'Wrong',
  answers: (answers: number) => plural(answers, 'answer'),
} as const;

export const OVER = {
  upTitle: 'The time is up',
  finishedTitle: 'You have finished',
  counts: 'What you submitted counts.',
  finishedAt: (time: string) => `You finished at ${time}, before the time was up.`,
  counted: 'What counts',
  leave: 'Leave the interview',
  leaveText: 'Then this browser is as it was before. Your link shows this page again.',
} as const;

export const STRIP = {
  label: 'Your interview',
  waiting: 'Not started yet',
  up: 'The time is up. What you submitted counts.',
  finished: 'You have finished. What you submitted counts.',
  withdrawn: 'Your interviewer ended this interview.',
  previous: (place: number, title: string) => `Previous, ${place}: ${title}`,
  next: (place: number, title: string) => `Next, ${place}: ${title}`,
  part: (place: number, of: number) => `${place} of ${of}`,
} as const;

/** Read out, once each. */
export const SAID = {
  soon: '5 minutes are left.',
  up: 'The time is up. What you submitted counts.',
  more: 'You have more time now.',
} as const;
