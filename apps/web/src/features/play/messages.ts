/** Words of the page where a schedule is played by hand. */
import { plural } from '../../shared/format.ts';

export const PLAY = {
  title: 'Play the scheduler',
  documentTitle: (what: string) => `Play: ${what}`,
  calls: 'Calls',
  program: 'Program',
  solution: 'solution.py',
  tags: 'tags: the next line of each process',
  nextHere: (name: string) => `${name} is here next`,
  schedule: 'Your schedule',
  scheduleSteps: 'Your schedule, step by step',
  toStep: 'Choosing a step goes back to it.',
  nothingYet: 'Nothing has happened yet. You are the scheduler: choose who takes the first step.',
  moves: 'Who goes on?',
  ended: 'The end',
  counter: (steps: number, preemptions: number) =>
    `${plural(steps, 'step')}, ${preemptions === 0 ? 'no preemption' : plural(preemptions, 'preemption')}`,
  working: 'Working out everything that can come of it…',
  unnamedOutcome: 'another outcome',
} as const;

export const REACH = {
  label: 'Outcomes',
  some: (possible: number, total: number) => `${possible} of ${plural(total, 'outcome')} possible from here`,
  can: (call: string, texts: readonly string[]) => `${call} can still end so: ${listed(texts)}`,
  allRight: 'It will end right, whatever you do',
  allWrong: 'It will fail, whatever you do',
  settled: 'It is settled, whatever you do',
  unbreakable: (texts: readonly string[]) =>
    texts.length === 1
      ? `No schedule breaks it: all of them end with ${texts[0]?.replace(/^returned /, '')}`
      : `No schedule breaks it: each of its ${texts.length} outcomes is right`,
  tryAnyway: 'Try all the same.',
  unknown: 'You are the scheduler',
  unknownWhy: 'Which outcomes remain cannot be said: there are too many states, or not all of them were explored.',
  right: 'right',
  wrong: 'wrong',
  possible: 'possible',
  outOfReach: 'out of reach',
  cameOut: 'came out',
  many: (count: number, of: number) => `${count} of ${plural(of, 'outcome')}`,
} as const;

export const MOVES = {
  unexplored: 'was not explored',
  unexploredWhy: 'Nothing is known of what comes after this step.',
  preemption: (name: string) => `a preemption: ${name} could go on`,
  after: 'After it:',
  decides: {
    right: 'After it no wrong outcome is possible.',
    wrong: 'After it, failing is certain.',
    settled: 'After it only one outcome is possible.',
  },
  onTheWay: { failing: 'next on the way that fails', passing: 'next on the way that passes' },
} as const;

export const TOOLS = {
  undo: 'Undo',
  redo: 'Redo',
  restart: 'Start over',
  failing: 'Show me how it fails',
  passing: 'Show me how it passes',
  link: 'Copy link',
  linkName: 'Link to this position',
  copySchedule: 'Copy schedule',
  scheduleName: 'Schedule',
  replayName: 'Replay command',
  keys: 'Keys',
  nothingToUndo: 'Nothing was chosen yet',
  nothingToRedo: 'Nothing was undone',
} as const;

export const GUIDE = {
  label: 'The way that is shown',
  failing: 'The schedule that fails',
  passing: 'The schedule that passes',
  at: (step: number, of: number) => `step ${step} of ${of}`,
  parted: (step: number) => `you left it after step ${step}`,
  next: 'Next step',
  back: 'Back to it',
  toEnd: 'To its end',
  close: 'Close',
} as const;

export const END = {
  stuck: 'It never ends: nobody can go on.',
  right: 'That is right.',
  wrong: 'That is wrong.',
  expected: (value: string) => `Expected: ${value}.`,
  tryToBreak: 'Try to break it',
  startOver: 'Start over',
} as const;

export const SAID = {
  step: (number: number, name: string, text: string) => `Step ${number}: ${name} ${text}.`,
  start: 'At the beginning.',
  can: (texts: readonly string[]) => `Possible: ${texts.join('; ')}.`,
  refused: (name: string, reason: string) => `${name} ${reason}.`,
} as const;

export const KEYS = {
  title: 'Keys',
  close: 'Close',
  rows: [
    { keys: ['1', '–', '9'], does: 'let that process take its next step' },
    { keys: ['←', 'Backspace'], does: 'undo the last step' },
    { keys: ['→'], does: 'redo it' },
    { keys: ['R'], does: 'start over' },
    { keys: ['F'], does: 'show how it fails, a step at a time' },
    { keys: ['P'], does: 'show how it passes, a step at a time' },
    { keys: ['?'], does: 'show these keys' },
  ],
} as const;

export const TROUBLE = {
  unplayableTitle: 'This way cannot be played here',
  unplayable: 'The address holds a schedule of another program or of another version of it. So you begin at the start.',
  brokenTitle: 'The player stopped',
  broken: 'That is our mistake, or its code could not be loaded.',
  again: 'Start it again',
  notKeptTitle: 'This call cannot be played',
  notKept: 'Nothing was kept of it: it was not explored, or there is too much of it.',
  questionNotKept: 'Nothing was kept of this program to play it.',
  toSubmission: 'Back to the submission',
  toQuestion: 'Back to the question',
  answerFirstTitle: 'Answer the question first',
  answerFirst: 'Playing would give the answer away. The program can be played as soon as you have answered.',
  toAnswer: 'To the question',
} as const;

/** `a`, `a or b`, `a, b or c`. */
function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}

/** What came out, as a sentence. */
export function endSentence(outcome: { readonly text: string; readonly stuck: boolean }): string {
  const { text, stuck } = outcome;
  if (stuck) return END.stuck;
  if (/^(?:returned|raised|raises) /.test(text)) return `It ${text}.`;
  return text.startsWith('a child ') ? `A${text.slice(1)}.` : `It came to ${text}.`;
}
