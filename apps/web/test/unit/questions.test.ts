import type { AskedForm, GivenAnswer, QuestionForm } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { blank, givenTexts, moved, read, readNumber, toggled } from '../../src/features/questions/answer-model.ts';
import {
  choiceMarks,
  orderMarks,
  outcomeWords,
  quantity,
  sharePercent,
  verdictSentence,
} from '../../src/features/questions/solution-model.ts';

const single: AskedForm = { kind: 'single', choices: ['a', 'b'] };
const order: QuestionForm = { kind: 'order', items: ['c', 'a', 'b', 'a'], right: [1, 2, 3, 0] };

function given(answer: GivenAnswer['answer'], right = false): GivenAnswer {
  return { number: 1, answer, right, answeredAt: '2026-01-01T00:00:00.000Z' };
}

describe('a form', () => {
  it('tells what was answered, as it was shown', () => {
    const order: AskedForm = { kind: 'order', items: ['c', 'a', 'b'] };
    const number: AskedForm = { kind: 'number', unit: 'bytes' };
    expect(givenTexts(single, { kind: 'chosen', choices: [1] })).toEqual(['b']);
    expect(givenTexts(order, { kind: 'ordered', items: [1, 2, 0] })).toEqual(['a', 'b', 'c']);
    expect(givenTexts(number, { kind: 'number', value: 1024 })).toEqual(['1024 bytes']);
    expect(givenTexts({ ...number, unit: null }, { kind: 'number', value: 0.5 })).toEqual(['0.5']);
  });

  it('is no answer before something is chosen, and says what is missing', () => {
    expect(read(single, blank(single))).toEqual({ kind: 'incomplete', reason: 'Choose one first.' });
    const multiple: AskedForm = { kind: 'multiple', choices: ['a'] };
    expect(read(multiple, blank(multiple))).toEqual({ kind: 'incomplete', reason: 'Choose at least one first.' });
    const number: AskedForm = { kind: 'number', unit: null };
    expect(read(number, blank(number))).toEqual({ kind: 'incomplete', reason: 'Write a number first.' });
  });

  it('of items in an order is an answer as it is shown', () => {
    const asked: AskedForm = { kind: 'order', items: ['a', 'b'] };
    expect(read(asked, blank(asked))).toEqual({ kind: 'ready', answer: { kind: 'ordered', items: [0, 1] } });
  });

  it('switches choices, of which a single one replaces the other', () => {
    expect(toggled([2], 0, false)).toEqual([0, 2]);
    expect(toggled([0, 2], 2, false)).toEqual([0]);
    expect(toggled([0], 1, true)).toEqual([1]);
    expect(toggled([1], 1, true)).toEqual([1]);
  });

  it('moves an item to any place, and nowhere beyond the ends', () => {
    expect(moved([0, 1, 2, 3], 0, 2)).toEqual([1, 2, 0, 3]);
    expect(moved([0, 1, 2, 3], 3, 0)).toEqual([3, 0, 1, 2]);
    const items = [0, 1];
    expect(moved(items, 0, -1)).toBe(items);
    expect(moved(items, 1, 2)).toBe(items);
  });
});

describe('a number', () => {
  const value = (text: string) => {
    const number = readNumber(text);
    return number.kind === 'number' ? number.value : number.kind;
  };

  it('is read as it is written in code, with spaces between', () => {
    expect(['8000', ' 8 000 ', '8_000', '+4', '-1.5', '.5', '2e6', '1.E-2', '\u22123'].map(value)).toEqual([
      8000, 8000, 8000, 4, -1.5, 0.5, 2_000_000, 0.01, -3,
    ]);
  });

  it('is unfinished while it is begun', () => {
    expect(['', '-', '.', '-.', '1e', '1.5e-'].map(value)).toEqual(Array(6).fill('unfinished'));
  });

  it('has no comma, no letter, and is finite', () => {
    expect(['8,000', '1,5', 'many', '0x10', '1e999', '1.2.3', '_1', 'Infinity'].map(value)).toEqual(
      Array(8).fill('no-number'),
    );
  });
});

describe('a solution', () => {
  it('marks each choice by what is so and what was said', () => {
    expect(choiceMarks([true, true, false, false], { kind: 'chosen', choices: [0, 2] })).toEqual([
      { chosen: true, right: true, agrees: true },
      { chosen: false, right: true, agrees: false },
      { chosen: true, right: false, agrees: false },
      { chosen: false, right: false, agrees: true },
    ]);
  });

  it('shows the right order, with the given place where it differs; equal items stand for one another', () => {
    expect(orderMarks(order, { kind: 'ordered', items: [3, 0, 1, 2] })).toEqual([
      { text: 'a', given: 1, agrees: true },
      { text: 'b', given: 4, agrees: false },
      { text: 'a', given: 3, agrees: true },
      { text: 'c', given: 2, agrees: false },
    ]);
  });

  it('begins with a sentence that counts what differs', () => {
    const choice = (right: boolean) => ({ text: `${right}`, right, why: '' });
    const choices = [choice(true), choice(false), choice(false)];
    expect(verdictSentence({ kind: 'single', choices }, given({ kind: 'chosen', choices: [0] }, true))).toBe('Right.');
    expect(verdictSentence({ kind: 'single', choices }, given({ kind: 'chosen', choices: [1] }))).toBe(
      'Not quite: another choice is right.',
    );
    expect(verdictSentence({ kind: 'multiple', choices }, given({ kind: 'chosen', choices: [1] }))).toBe(
      'Not quite: 2 of 3 choices are marked differently.',
    );
    expect(verdictSentence({ kind: 'multiple', choices }, given({ kind: 'chosen', choices: [0, 1] }))).toBe(
      'Not quite: 1 of 3 choices is marked differently.',
    );
    expect(verdictSentence(order, given({ kind: 'ordered', items: [1, 2, 0, 3] }))).toBe(
      'Not quite: 2 of 4 stand in another place.',
    );
    const number: QuestionForm = { kind: 'number', value: 1_048_576, tolerance: 0, unit: 'bytes' };
    expect(verdictSentence(number, given({ kind: 'number', value: 1 }))).toBe('Not quite: it is 1,048,576 bytes.');
  });

  it('writes every digit of a quantity', () => {
    expect(quantity(0.125, null)).toBe('0.125');
    expect(quantity(19.99, 'seconds')).toBe('19.99 seconds');
  });

  it('knows the share of counts beyond 2^53', () => {
    expect(sharePercent('283', '923')).toBe(30.66);
    expect(sharePercent('4700000000000000001', '9400000000000000002')).toBe(50);
    expect(sharePercent('0', '0')).toBe(0);
  });

  it('tells a returned value from what is said in words', () => {
    expect(outcomeWords("'never ends'")).toEqual({ kind: 'value', code: "'never ends'" });
    expect(outcomeWords('never ends')).toEqual({ kind: 'words', words: 'never ends', code: null });
    expect(outcomeWords('raises KeyError')).toEqual({ kind: 'words', words: 'raises', code: 'KeyError' });
    expect(outcomeWords('a child raises OSError')).toEqual({
      kind: 'words',
      words: 'a child raises',
      code: 'OSError',
    });
  });
});
