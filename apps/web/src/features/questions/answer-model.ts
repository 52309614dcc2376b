/** What is filled in so far, and whether it can be an answer yet. Pure. */
import type { Answer, AskedForm } from '@lockstep/protocol';
import { FORM } from './messages.ts';

/** Places are those of what was shown, from 0. */
export type Filled =
  | { readonly kind: 'chosen'; readonly choices: readonly number[] }
  | { readonly kind: 'ordered'; readonly items: readonly number[] }
  | { readonly kind: 'number'; readonly text: string };

export type Reading =
  | { readonly kind: 'ready'; readonly answer: Answer }
  /** `reason`: what is missing, for who fills it in. */
  | { readonly kind: 'incomplete'; readonly reason: string };

/** Nothing chosen; items as they were shown, which is an answer already. */
export function blank(form: AskedForm): Filled {
  switch (form.kind) {
    case 'single':
    case 'multiple':
    case 'outcomes':
      return { kind: 'chosen', choices: [] };
    case 'order':
      return { kind: 'ordered', items: form.items.map((_, place) => place) };
    case 'number':
      return { kind: 'number', text: '' };
    default:
      return form satisfies never;
  }
}

export function read(form: AskedForm, filled: Filled): Reading {
  switch (filled.kind) {
    case 'chosen':
      if (filled.choices.length === 0) {
        return { kind: 'incomplete', reason: form.kind === 'single' ? FORM.chooseOne : FORM.chooseSome };
      }
      return { kind: 'ready', answer: { kind: 'chosen', choices: [...filled.choices] } };
    case 'ordered':
      return { kind: 'ready', answer: { kind: 'ordered', items: [...filled.items] } };
    case 'number': {
      const number = readNumber(filled.text);
      return number.kind === 'number'
        ? { kind: 'ready', answer: number }
        : { kind: 'incomplete', reason: FORM.writeNumber };
    }
    default:
      return filled satisfies never;
  }
}

/** A single choice replaces the one before; others are switched. Always in the order in which they are shown. */
export function toggled(choices: readonly number[], place: number, single: boolean): readonly number[] {
  if (single) return [place];
  if (choices.includes(place)) return choices.filter((chosen) => chosen !== place);
  return [...choices, place].sort((a, b) => a - b);
}

/** Takes the item at `from` out and puts it in at `to`; the same list where there is no such place. */
export function moved(items: readonly number[], from: number, to: number): readonly number[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length || to === from) return items;
  const rest = items.filter((_, place) => place !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

const NUMBER = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** What every number begins with while it is typed. */
const BEGUN = /^[+-]?\.?$|^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)e[+-]?$/i;

/** Digits with a point, an exponent, Python's underscores and spaces between; commas mean different things in different places. */
export function readNumber(
  text: string,
): { readonly kind: 'number'; readonly value: number } | { readonly kind: 'unfinished' | 'no-number' } {
  // People copy the minus sign of typographers, too.
  const compact = text.replaceAll(/\s/g, '').replace(/^\u2212/, '-');
  if (BEGUN.test(compact)) return { kind: 'unfinished' };
  const value = NUMBER.test(compact) ? Number(compact.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'no-number' };
}

/** What was answered, as it was shown: the chosen ones, the items in the given order, or the number. Markdown. */
export function givenTexts(form: AskedForm, answer: Answer): readonly string[] {
  const shown = (places: readonly number[], texts: readonly string[]) => places.flatMap((place) => texts[place] ?? []);
  switch (form.kind) {
    case 'single':
    case 'multiple':
    case 'outcomes':
      return answer.kind === 'chosen' ? shown(answer.choices, form.choices) : [];
    case 'order':
      return answer.kind === 'ordered' ? shown(answer.items, form.items) : [];
    case 'number':
      return answer.kind === 'number' ? [[answer.value, form.unit].filter((part) => part !== null).join(' ')] : [];
    default:
      return form satisfies never;
  }
}
