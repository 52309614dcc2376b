/** Words of the page of a question. */
import { formatCount, ordinal, plural } from '../../shared/format.ts';

export const QUESTION = {
  asked: 'Question',
  program: 'Program',
  calledAs: 'Called as',
  place: (place: number, of: number) => `Step ${place} of ${of}`,
  path: 'Learning path',
  belongsTo: 'Belongs to',
  minutes: (minutes: number) => `${minutes} min`,
  changed: 'This question was changed since you opened it. Here is the new one; please answer it again.',
} as const;

export const FORM = {
  single: 'Choose one.',
  multiple: 'Choose every one that is right.',
  outcomes: 'Choose every result that is possible.',
  order: 'Put them in order, the first at the top.',
  orderKeys: 'move',
  number: 'Write the number.',
  numberLabel: (unit: string | null) => (unit === null ? 'Your number' : `Your number, ${unit}`),
  noNumber: 'This is no number. Write digits, with a point for decimals and no commas: 1500, 0.5 or 2e6.',
  submit: 'Answer',
  sending: 'Sending…',
  chooseOne: 'Choose one first.',
  chooseSome: 'Choose at least one first.',
  writeNumber: 'Write a number first.',
  moveUp: (item: string) => `Move up: ${item}`,
  moveDown: (item: string) => `Move down: ${item}`,
  atTop: 'It is the first one',
  atBottom: 'It is the last one',
  moved: (item: string, place: number, of: number) => `${item}: now ${place} of ${of}`,
  dragTitle: 'Drag to move',
  notSentTitle: 'Your answer was not sent',
  unreachable: 'The server cannot be reached. What you chose is still here; send it again when you are back.',
} as const;

export const SOLUTION = {
  label: 'Result',
  right: 'Right.',
  wrongSingle: 'Not quite: another choice is right.',
  wrongMarks: (wrong: number, total: number) =>
    `Not quite: ${wrong} of ${plural(total, 'choice')} ${wrong === 1 ? 'is' : 'are'} marked differently.`,
  wrongPlaces: (wrong: number, total: number) =>
    `Not quite: ${wrong} of ${total} stand${wrong === 1 ? 's' : ''} in another place.`,
  wrongNumber: (value: string) => `Not quite: it is ${value}.`,
  given: (number: number, ago: string) => `Answer ${number}, ${ago}`,
  choices: 'The choices',
  yours: 'Your choice',
  notYours: 'Not your choice',
  /** What is so, then what you said. */
  marks: {
    choice: {
      rightChosen: 'Right, chosen',
      rightLeft: 'Right, left out',
      wrongChosen: 'Wrong, chosen',
      wrongLeft: 'Wrong, left out',
    },
    outcome: {
      rightChosen: 'Possible, chosen',
      rightLeft: 'Possible, left out',
      wrongChosen: 'Impossible, chosen',
      wrongLeft: 'Impossible, left out',
    },
  },
  theRightOne: 'The right one',
  notRight: 'Not right',
  share: (count: string, of: string) => `${formatCount(count)} of ${formatCount(of)} interleavings`,
  how: 'How it comes about',
  schedule: (outcome: string) => `The way to ${outcome}`,
  lineNow: (line: number) => `Line ${line}`,
  order: 'The right order',
  rightPlace: 'Right place',
  yourPlace: (place: number) => `You had it ${ordinal(place)}`,
  yourNumber: 'You wrote',
  rightNumber: 'It is',
  tolerance: (from: string, to: string) => `Anything from ${from} to ${to} counts.`,
  why: 'Why',
  play: 'Play it yourself',
  again: 'Answer again',
  next: (title: string) => `Next: ${title}`,
  toPath: 'To the learning path',
} as const;

/** Where nothing is told of answers. */
export const KEPT = {
  title: 'Your answer is kept.',
  text: 'In this interview nothing more is told of answers, and the first one counts.',
  yours: 'You answered',
  toInterview: 'To the interview',
} as const;
