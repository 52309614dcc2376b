/** An answer beside the solution: what is so, what was said, and where they differ. Pure. */
import type { Answer, GivenAnswer, QuestionForm } from '@lockstep/protocol';
import { formatExact } from '../../shared/format.ts';
import { SOLUTION } from './messages.ts';

export interface ChoiceMark {
  readonly chosen: boolean;
  /** Right, or possible. */
  readonly right: boolean;
  /** What was said is so. */
  readonly agrees: boolean;
}

/** A mark for each choice, as shown. */
export function choiceMarks(rights: readonly boolean[], answer: Answer): ChoiceMark[] {
  const chosen = new Set(answer.kind === 'chosen' ? answer.choices : []);
  return rights.map((right, place) => ({ chosen: chosen.has(place), right, agrees: chosen.has(place) === right }));
}

export interface OrderMark {
  readonly text: string;
  /** Where the answer had it, from 1; null where the answer had no order. */
  readonly given: number | null;
  readonly agrees: boolean;
}

/** The items in the right order. Items of the same text may stand for one another. */
export function orderMarks(form: Extract<QuestionForm, { kind: 'order' }>, answer: Answer): OrderMark[] {
  const given = answer.kind === 'ordered' ? answer.items : [];
  return form.right.map((item, place) => {
    const text = form.items[item] ?? '';
    const agrees = form.items[given[place] ?? -1] === text;
    const at = agrees ? place : given.indexOf(item);
    return { text, given: at < 0 ? null : at + 1, agrees };
  });
}

export function rightsOf(form: Extract<QuestionForm, { kind: 'single' | 'multiple' | 'outcomes' }>): boolean[] {
  return form.kind === 'outcomes'
    ? form.choices.map(({ possible }) => possible)
    : form.choices.map(({ right }) => right);
}

/** The first sentence after an answer. */
export function verdictSentence(form: QuestionForm, { answer, right }: GivenAnswer): string {
  if (right) return SOLUTION.right;
  const differing = (marks: readonly { readonly agrees: boolean }[]) => marks.filter(({ agrees }) => !agrees).length;
  switch (form.kind) {
    case 'single':
      return SOLUTION.wrongSingle;
    case 'multiple':
    case 'outcomes':
      return SOLUTION.wrongMarks(differing(choiceMarks(rightsOf(form), answer)), form.choices.length);
    case 'order':
      return SOLUTION.wrongPlaces(differing(orderMarks(form, answer)), form.items.length);
    case 'number':
      return SOLUTION.wrongNumber(quantity(form.value, form.unit));
    default:
      return form satisfies never;
  }
}

/** `1,048,576 bytes`, with every digit. */
export function quantity(value: number, unit: string | null): string {
  return unit === null ? formatExact(value) : `${formatExact(value)} ${unit}`;
}

/** Share of the interleavings in percent, for the length of a bar. Exact counts may be larger than a number holds. */
export function sharePercent(count: string, of: string): number {
  return of === '0' ? 0 : Number((BigInt(count) * 10_000n) / BigInt(of)) / 100;
}

export type OutcomeWords =
  | { readonly kind: 'value'; readonly code: string }
  | { readonly kind: 'words'; readonly words: string; readonly code: string | null };

/** What an outcome says: a returned value is code, everything else is said in words. */
export function outcomeWords(text: string): OutcomeWords {
  if (text === 'never ends') return { kind: 'words', words: text, code: null };
  const raised = /^(a child raises|raises) (.+)$/.exec(text);
  return raised?.[1] === undefined
    ? { kind: 'value', code: text }
    : { kind: 'words', words: raised[1], code: raised[2] ?? null };
}
