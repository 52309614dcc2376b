/** Canned questions for the fake server, of every form, and what the fake makes of an answer. */
import { readFileSync } from 'node:fs';
import {
  type Answer,
  type AskedForm,
  type GivenAnswer,
  OutcomeChoice,
  type Question,
  type QuestionForm,
  type QuestionListItem,
  type QuestionStanding,
  type QuestionView,
  type Recording,
  Slug,
} from '@lockstep/protocol';
import { z } from 'zod';
import { RACY, TRACKS } from './exercises.ts';
import { RECORDED } from './recordings.ts';

/** As `lockstep outcomes` writes it, of the programs below. */
const Explored = z.object({
  interleavings: z.string(),
  outcomes: z.array(z.object({ text: z.string(), interleavings: z.string(), trace: OutcomeChoice.shape.trace })),
});
const read = (name: string) =>
  Explored.parse(JSON.parse(readFileSync(new URL(`findings/${name}.json`, import.meta.url), 'utf8')));
const explored = read('two-increments');
const settled = read('opposite-locks');

export const TWO_INCREMENTS = `from multiprocessing import Process, Value


def work(counter) -> None:
    counter.value += 1
    counter.value += 1


def count() -> int:
    counter = Value("i", 0)
    children = [Process(target=work, args=(counter,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return counter.value
`;

export const OPPOSITE_LOCKS = `from multiprocessing import Process, Value


def transfer(source, target, amount: int) -> None:
    with source.get_lock():
        with target.get_lock():
            source.value -= amount
            target.value += amount


def settle() -> tuple[int, int]:
    mine, yours = Value("i", 10), Value("i", 10)
    there = Process(target=transfer, args=(mine, yours, 3))
    back = Process(target=transfer, args=(yours, mine, 1))
    there.start()
    back.start()
    there.join()
    back.join()
    return mine.value, yours.value
`;

interface Canned {
  readonly track: number;
  readonly position: number;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly exercises: readonly [string, ...string[]];
  readonly statement: string;
  readonly program: string | null;
  readonly explanation: string;
  readonly form: QuestionForm;
  readonly recording?: Recording;
}

const CANNED: readonly Canned[] = [
  {
    track: 1,
    position: 1,
    slug: 'two-increments-each',
    title: 'Two increments each',
    summary: 'Two processes add to one Value twice each, and nobody takes a lock. What can it hold in the end?',
    minutes: 3,
    exercises: ['locked-counter', 'built-in-lock'],
    statement:
      'Two processes add 1 to the same `Value`, two times each. The `Value` is an ordinary one, made with a lock of its own. What can `count()` return?',
    recording: RECORDED.twoIncrements,
    program: TWO_INCREMENTS,
    explanation:
      '`counter.value += 1` reads the number, adds 1 and writes the sum. In between the other process may do what it likes.\n\n- **4**: nobody comes between a read and its write.\n- **2**: the first process reads 0 and stops there. The second one does both of its increments, and all of it is covered up.\n\nTake the lock yourself: `with counter.get_lock(): counter.value += 1`.\n',
    form: {
      kind: 'outcomes',
      call: 'count()',
      interleavings: explored.interleavings,
      choices: ['1', '2', '3', '4', 'raises ValueError'].map((text) => {
        const found = explored.outcomes.find((outcome) => outcome.text === text);
        return {
          text,
          possible: found !== undefined,
          interleavings: found?.interleavings ?? null,
          trace: found?.trace ?? null,
        };
      }),
    },
  },
  {
    track: 1,
    position: 2,
    slug: 'what-a-lock-orders',
    title: 'What a lock orders',
    summary: 'What is promised to the process that takes a lock next?',
    minutes: 2,
    exercises: ['locked-counter'],
    statement: 'This program keeps the lock only while it reads. Which of these sentences are true?',
    program: RACY,
    explanation: 'A lock protects what is done **while it is held**, and nothing else.\n',
    form: {
      kind: 'multiple',
      choices: [
        {
          text: 'Two processes can be at line 7 at the same time.',
          right: false,
          why: 'Line 7 stands below `with lock`.',
        },
        {
          text: 'Two processes can be at line 8 at the same time.',
          right: true,
          why: 'The lock is given back before.',
        },
        {
          text: 'Two processes can hold the same value in `seen`.',
          right: true,
          why: 'Both read before one of them writes.',
        },
        { text: 'The lock is never given back.', right: false, why: '`with` gives it back, however the block ends.' },
      ],
    },
  },
  {
    track: 1,
    position: 3,
    slug: 'lost-update-step-by-step',
    title: 'A lost update, step by step',
    summary: 'In which order do the steps lose an increment?',
    minutes: 2,
    exercises: ['built-in-lock'],
    statement: 'One increment of two is lost. Put the steps into the order in which that happens.',
    program: null,
    explanation: 'Both read the same number; the second write covers up the first.\n',
    form: {
      kind: 'order',
      items: ['B writes 1', 'A reads `0`', 'A writes 1', 'B reads `0`'],
      right: [1, 3, 2, 0],
    },
  },
  {
    track: 1,
    position: 4,
    slug: 'bytes-of-an-array',
    title: 'Bytes of an Array',
    summary: "How much shared memory does Array('d', 1000) take?",
    minutes: 1,
    exercises: ['fill-array'],
    statement: "How many bytes do the numbers of `Array('d', 1000)` take?",
    program: null,
    explanation: 'A C double has eight bytes.\n',
    form: { kind: 'number', value: 8000, tolerance: 0, unit: 'bytes' },
  },
  {
    track: 2,
    position: 1,
    slug: 'queue-or-pipe',
    title: 'Queue or Pipe',
    summary: 'For which of these jobs is a Pipe enough, and the better choice?',
    minutes: 2,
    exercises: ['round-trip-queue'],
    statement:
      '`multiprocessing` has two ways to send objects from one process to another: `Queue` and `Pipe`.\n\nFor which of these jobs is a `Pipe` enough, and the better choice?',
    program: null,
    explanation: 'A `Pipe` has two ends, one for each process.\n',
    form: {
      kind: 'single',
      choices: [
        {
          text: 'Four workers take jobs from one place, and whoever is free takes the next one.',
          right: false,
          why: 'Four processes would read at the same end. A `Queue` has a lock for its readers.',
        },
        {
          text: 'A parent asks one child a question, waits for the answer, and asks the next one.',
          right: true,
          why: 'Two processes, one end for each of them, and both directions are built in.',
        },
        {
          text: 'A producer hands over its items with `put` and must go on at once.',
          right: false,
          why: '`send` waits as soon as the pipe is full.',
        },
      ],
    },
  },
  {
    track: 2,
    position: 2,
    slug: 'two-locks',
    title: 'Two locks',
    summary: 'Can this program come to a halt?',
    minutes: 3,
    exercises: ['drain-before-join'],
    statement: 'What can become of this call?',
    program: OPPOSITE_LOCKS,
    explanation: 'Each waits for the lock that the other one holds.\n',
    recording: RECORDED.oppositeLocks,
    form: {
      kind: 'outcomes',
      call: 'settle()',
      interleavings: null,
      choices: [
        ...settled.outcomes.map(({ text, trace }) => ({ text, possible: true, interleavings: null, trace })),
        { text: 'a child raises KeyError', possible: false, interleavings: null, trace: null },
      ],
    },
  },
];

export function cannedQuestions(): Question[] {
  return CANNED.map(({ track: number, position, slug, title, summary, minutes, exercises, ...whole }) => {
    const track = TRACKS.find((candidate) => candidate.number === number);
    if (track === undefined) throw new Error(`no track ${number}`);
    return {
      ...{ slug: Slug.parse(slug), title, summary, track, position, difficulty: 'first-steps', minutes },
      ...{ tags: ['multiprocessing'], exercises: exercises.map((exercise) => Slug.parse(exercise)) },
      digest: 'b'.repeat(64),
      recording: null,
      ...whole,
    };
  });
}

function faceOf(question: Question) {
  const {
    digest: _digest,
    statement: _statement,
    program: _program,
    explanation: _explanation,
    form: _form,
    recording: _recording,
    ...face
  } = question;
  return face;
}

export function questionItem(question: Question, standing: QuestionStanding): QuestionListItem {
  return { ...faceOf(question), kind: question.form.kind, standing };
}

export function questionView(question: Question, answered: GivenAnswer | null): QuestionView {
  const { digest, statement, program, explanation, form, recording } = question;
  return {
    ...{ ...faceOf(question), digest, statement, program, form: asked(form), answered },
    solution: answered === null ? null : { form, explanation, playable: recording !== null },
  };
}

function asked(form: QuestionForm): AskedForm {
  switch (form.kind) {
    case 'single':
    case 'multiple':
      return { kind: form.kind, choices: form.choices.map(({ text }) => text) };
    case 'order':
      return { kind: 'order', items: form.items };
    case 'number':
      return { kind: 'number', unit: form.unit };
    case 'outcomes':
      return { kind: 'outcomes', call: form.call, choices: form.choices.map(({ text }) => text) };
    default:
      return form satisfies never;
  }
}

/** The one right answer; the canned forms leave no tolerance. */
export function rightAnswer(form: QuestionForm): Answer {
  const places = (rights: readonly boolean[]) => rights.flatMap((right, place) => (right ? [place] : []));
  switch (form.kind) {
    case 'single':
    case 'multiple':
      return { kind: 'chosen', choices: places(form.choices.map(({ right }) => right)) };
    case 'outcomes':
      return { kind: 'chosen', choices: places(form.choices.map(({ possible }) => possible)) };
    case 'order':
      return { kind: 'ordered', items: form.right };
    case 'number':
      return { kind: 'number', value: form.value };
    default:
      return form satisfies never;
  }
}
