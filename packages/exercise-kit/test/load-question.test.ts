import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type GivenAnswer, Question, QuestionView } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import {
  answerFault,
  isRight,
  type LoadedQuestion,
  loadExercise,
  loadExercises,
  loadPackage,
  OUTCOMES,
  questionView,
} from '../src/index.ts';
import { testBanks } from './packages.ts';

const newBank = testBanks();

const FACE = `
kind: question
title: Two each
summary: What can it hold?
track: 1
position: 1
difficulty: first-steps
minutes: 3
tags: [Value]
exercises: [adding]
`;
const ANSWERS = {
  single:
    '{ form: single, choices: [{ text: Red, why: R. }, { text: SECRET-RIGHT, right: true, why: SECRET. }, { text: Blue, why: B. }] }',
  multiple:
    '{ form: multiple, choices: [{ text: Red, right: true, why: R. }, { text: Green, right: true, why: SECRET. }, { text: Blue, why: B. }] }',
  order: '{ form: order, items: [one, two, three, four, five] }',
  number: '{ form: number, value: 40961.5, tolerance: 0.5, unit: s }',
  outcomes: '{ form: outcomes, call: "count(2)", choices: ["1", "0x2", "never ends"] }',
};
const PROGRAM = 'def count(n):\n    return n\n';
const TRACE = { schedule: '1;0;x', processes: [], steps: [], preemptions: 0, waiting: [], outcome: '2' };

const RECORDING = {
  version: 1,
  call: 'count(2)',
  histories: {
    merging: 'none',
    points: [{ process: '0', announcement: { operation: { kind: 'pause' }, line: 1, label: 'SECRET' } }],
    stands: [0],
    steps: [],
    children: [],
    labels: [],
    blocks: [],
  },
  outcomes: [],
};

type Form = keyof typeof ANSWERS;

/** Writes a question into a bank of its own; null leaves a file out. */
async function write(form: Form, changes: Record<string, string | null> = {}): Promise<string> {
  const bank = await newBank();
  const folder = path.join(bank.folder, 'two-each');
  await mkdir(folder);
  const files: Record<string, string | null> = {
    'problem.yaml': `${FACE}answer: ${ANSWERS[form]}\n`,
    'statement.md': 'What?\n',
    'explanation.md': 'SECRET-WHY\n',
    ...(form === 'outcomes' ? { 'program.py': PROGRAM } : {}),
    ...changes,
  };
  for (const [name, content] of Object.entries(files)) {
    if (content !== null) await writeFile(path.join(folder, name), content);
  }
  return folder;
}

/** What is computed for the program as it is written. */
async function computed(folder: string, outcomes: readonly object[] = [found('2', '3')]): Promise<void> {
  const before = await loadPackage(folder);
  if (before.kind !== 'broken') throw new Error('computed before');
  const explored = before.shownCall?.digest;
  await writeFile(
    path.join(folder, OUTCOMES),
    JSON.stringify({ explored, interleavings: '3', outcomes, recording: RECORDING }),
  );
}

const found = (text: string, interleavings: string | null) => ({ text, interleavings, trace: TRACE });

async function loaded(folder: string): Promise<LoadedQuestion> {
  const result = await loadPackage(folder);
  if (result.kind !== 'question') throw new Error(JSON.stringify(result));
  return result;
}

async function question(form: Form): Promise<Question> {
  const folder = await write(form);
  if (form === 'outcomes') await computed(folder);
  return (await loaded(folder)).question;
}

async function errors(folder: string): Promise<string[]> {
  const result = await loadPackage(folder);
  return result.kind === 'broken' ? result.errors.map(({ file, key, message }) => `${file} ${key}: ${message}`) : [];
}

const GIVEN: GivenAnswer = {
  number: 1,
  answer: { kind: 'number', value: 1 },
  right: false,
  answeredAt: '2026-01-01T00:00:00.000Z',
};

describe('a question', () => {
  it.each(Object.keys(ANSWERS) as Form[])('of form %s is loaded, and shows its answer after one only', async (form) => {
    const whole = await question(form);
    expect(Question.parse(whole)).toEqual(whole);
    const before = questionView(whole, null);
    expect(QuestionView.parse(before)).toEqual(before);
    expect(before.solution).toBe(null);
    const text = JSON.stringify({ ...before, form: { ...before.form, choices: null } });
    for (const hidden of ['SECRET', '40961', '"right"', 'possible', 'interleavings', 'schedule', 'tolerance']) {
      expect(text).not.toContain(hidden);
    }
    const after = questionView(whole, GIVEN);
    expect(QuestionView.parse(after)).toEqual(after);
    const playable = form === 'outcomes';
    expect(after.solution).toEqual({ form: whole.form, explanation: 'SECRET-WHY\n', playable });
    expect(whole.recording).toEqual(playable ? RECORDING : null);
    expect(JSON.stringify(after)).not.toContain('histories');
  });

  it('stands in the bank beside the exercises, and is none', async () => {
    const folder = await write('single');
    const bank = await loadExercises(path.dirname(folder));
    expect(bank.questions.map(({ question: { slug } }) => slug)).toEqual(['two-each']);
    expect([bank.exercises, bank.broken]).toEqual([[], []]);
    expect(await loadExercise(folder)).toMatchObject({ kind: 'broken', errors: [{ key: 'kind' }] });
  });

  it('shows the items of an order mixed, always in the same way', async () => {
    const [one, other] = [await question('order'), await question('order')];
    if (one.form.kind !== 'order') throw new Error(one.form.kind);
    const { items, right } = one.form;
    expect(right.map((place) => items[place])).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(right).not.toEqual([0, 1, 2, 3, 4]);
    expect(other).toEqual(one);
  });

  it('has the outcomes that were computed, whatever way its choices are written', async () => {
    const { form } = await question('outcomes');
    expect(form).toEqual({
      kind: 'outcomes',
      call: 'count(2)',
      interleavings: '3',
      choices: [
        { text: '1', possible: false, interleavings: null, trace: null },
        { text: '2', possible: true, interleavings: '3', trace: TRACE },
        { text: 'never ends', possible: false, interleavings: null, trace: null },
      ],
    });
  });

  it('has another digest when its outcomes are others', async () => {
    const [one, other] = [await write('outcomes'), await write('outcomes')];
    await computed(one);
    await computed(other, [found('1', '2'), found('2', '1')]);
    expect((await loaded(one)).question.digest).not.toBe((await loaded(other)).question.digest);
  });
});

describe('a broken question', () => {
  it.each<[string, Form, Record<string, string | null>, string]>([
    ['no explanation', 'single', { 'explanation.md': null }, 'explanation.md : the file is missing'],
    ['a file that is none of its parts', 'single', { 'starter.py': 'x' }, 'starter.py : no part of a question'],
    [
      'an unknown key',
      'single',
      { 'problem.yaml': `${FACE}entry: x\nanswer: ${ANSWERS.single}` },
      'entry: unknown key',
    ],
    ['no answer', 'single', { 'problem.yaml': FACE }, 'problem.yaml answer: is missing'],
    [
      'no exercise',
      'single',
      { 'problem.yaml': `${FACE}answer: ${ANSWERS.single}`.replace('[adding]', '[]') },
      'exercises: name at least one',
    ],
    [
      'two right choices of one',
      'single',
      { 'problem.yaml': `${FACE}answer: ${ANSWERS.multiple.replace('multiple', 'single')}` },
      'answer.choices: exactly one',
    ],
    [
      'no right choice',
      'multiple',
      { 'problem.yaml': `${FACE}answer: ${ANSWERS.multiple.replaceAll('right: true, ', '')}` },
      'answer.choices: at least one',
    ],
    ['an unknown form', 'single', { 'problem.yaml': `${FACE}answer: { form: essay }` }, 'answer.form: form has to be'],
    ['no program to explore', 'outcomes', { 'program.py': null }, 'program.py : the file is missing'],
    [
      'a call that is none',
      'outcomes',
      { 'problem.yaml': `${FACE}answer: ${ANSWERS.outcomes.replace('count(2)', 'count')}` },
      'answer.call: ',
    ],
    [
      'a call with a made argument',
      'outcomes',
      { 'problem.yaml': `${FACE}answer: ${ANSWERS.outcomes.replace('(2)', '(range(2))')}` },
      'answer.call: write the argument range(...) out',
    ],
    [
      'an unknown track',
      'number',
      { 'problem.yaml': `${FACE}answer: ${ANSWERS.number}`.replace('track: 1', 'track: 9') },
      'problem.yaml track: ',
    ],
  ])('%s: says file, key and what to do', async (_, form, changes, message) => {
    expect((await errors(await write(form, changes))).join('\n')).toContain(message);
  });

  it('without outcomes tells how to compute them, and has the call for it', async () => {
    const folder = await write('outcomes');
    const result = await loadPackage(folder);
    expect(result).toMatchObject({
      kind: 'broken',
      errors: [{ file: OUTCOMES, message: 'is missing; run: npx lockstep outcomes two-each' }],
      shownCall: { program: PROGRAM, entry: 'count', args: [2], startMethod: 'fork' },
    });
  });

  it('is one whose program or call was changed since the outcomes were computed', async () => {
    const folder = await write('outcomes');
    await computed(folder);
    await loaded(folder);
    await writeFile(path.join(folder, 'program.py'), `${PROGRAM}# another\n`);
    expect(await errors(folder)).toEqual([
      `${OUTCOMES} : belongs to another program or call; run: npx lockstep outcomes two-each`,
    ]);
  });

  it('is one whose possible outcome is no choice', async () => {
    const folder = await write('outcomes');
    await computed(folder, [found('2', '1'), found('5', '2')]);
    expect(await errors(folder)).toEqual(['problem.yaml answer.choices: 5 is possible, but no choice']);
  });

  it.each(['{', '{}', '{"explored":"x","interleavings":"many","outcomes":[]}'])(
    'is one with outcomes that are no such file: %s',
    async (content) => {
      const folder = await write('outcomes', { [OUTCOMES]: content });
      expect((await errors(folder))[0]).toContain(`${OUTCOMES} : is not what was computed`);
    },
  );
});

describe('an answer', () => {
  const chosen = (...choices: number[]) => ({ kind: 'chosen', choices }) as const;
  const number = (value: number) => ({ kind: 'number', value }) as const;

  it('is right when exactly the right choices were taken, in any order', async () => {
    const [single, multiple, outcomes] = [
      await question('single'),
      await question('multiple'),
      await question('outcomes'),
    ];
    expect([0, 1, 2].map((place) => isRight(single.form, chosen(place)))).toEqual([false, true, false]);
    expect(isRight(multiple.form, chosen(1, 0))).toBe(true);
    for (const wrong of [[0], [1], [2], [0, 1, 2]]) expect(isRight(multiple.form, chosen(...wrong))).toBe(false);
    expect(isRight(outcomes.form, chosen(1))).toBe(true);
    expect(isRight(outcomes.form, chosen(0, 1))).toBe(false);
  });

  it('is right within the tolerance of a number', async () => {
    const { form } = await question('number');
    expect([40961, 40961.5, 40962].map((value) => isRight(form, number(value)))).toEqual([true, true, true]);
    expect([40960.9, 40962.1, -40961.5].map((value) => isRight(form, number(value)))).toEqual([false, false, false]);
  });

  it('is right in the right order only', async () => {
    const { form } = await question('order');
    if (form.kind !== 'order') throw new Error(form.kind);
    expect(isRight(form, { kind: 'ordered', items: form.right })).toBe(true);
    expect(isRight(form, { kind: 'ordered', items: [...form.right].reverse() })).toBe(false);
    expect(isRight(form, { kind: 'ordered', items: [0, 1, 2, 3, 4] })).toBe(false);
  });

  it('of the wrong kind, with strange places or too few is refused with what to do', async () => {
    const forms = Object.fromEntries(
      await Promise.all(
        (Object.keys(ANSWERS) as Form[]).map(async (form) => [form, (await question(form)).form] as const),
      ),
    ) as Record<Form, Question['form']>;
    for (const form of ['single', 'multiple', 'outcomes'] as const) {
      expect(answerFault(forms[form], number(1))).toContain('answer it with a choice');
      expect(answerFault(forms[form], chosen())).not.toBe(null);
      expect(answerFault(forms[form], chosen(3))).toContain('a place in the list');
      expect(answerFault(forms[form], chosen(1, 1))).toContain('once');
      expect(answerFault(forms[form], chosen(1))).toBe(null);
    }
    expect(answerFault(forms.single, chosen(0, 1))).toBe('choose exactly one');
    expect(answerFault(forms.order, { kind: 'ordered', items: [0, 1, 2, 3] })).toContain('every item');
    expect(answerFault(forms.order, { kind: 'ordered', items: [0, 1, 2, 3, 3] })).toContain('every item');
    expect(answerFault(forms.order, chosen(0))).toContain('an order');
    expect(answerFault(forms.number, chosen(0))).toContain('a number');
  });
});
