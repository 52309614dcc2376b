/** Which insertions count as pastes, and whether their text stood in the code before. Pure. */
import { PASTE_SIZE } from '@lockstep/protocol';

export interface PasteFact {
  readonly characters: number;
  readonly lines: number;
  readonly told: 'browser' | 'size';
  /** The same text stood in this code before. */
  readonly moved: boolean;
}

/** Shorter ones are not remembered when they are deleted. */
const REMEMBERED_CHARACTERS = 8;
const MEMORY_CHARACTERS = 2 ** 18;
/** Of one change. */
const MOST_FACTS = 20;

/** What was deleted from a text, the newest last, up to a bound. */
export class Removed {
  readonly #texts: string[] = [];
  #characters = 0;

  /** Whether a change that deletes so many characters has to be remembered. */
  static isWorth(characters: number): boolean {
    return characters >= REMEMBERED_CHARACTERS;
  }

  /** Remembers what a change took away: all between the first and the last place that it touched. */
  remember(before: string, after: string): void {
    const { from, removed } = changeOf(before, after);
    const text = normal(before.slice(from, from + removed));
    if (text === '') return;
    this.#texts.push(text);
    this.#characters += text.length;
    while (this.#characters > MEMORY_CHARACTERS) this.#characters -= this.#texts.shift()?.length ?? 0;
  }

  /** `text` as `normal` makes it. */
  has(text: string): boolean {
    return this.#texts.some((one) => one.includes(text));
  }
}

/** Whether a change with these insertions may be a paste. `marked`: the browser said that it is one. */
export function mayBePaste(insertions: readonly string[], marked: boolean): boolean {
  return insertions.some((text) => marked || isLong(sizeOf(text)));
}

/** What of a change was pasted. `before`: the text before it. */
export function pastesOf(
  insertions: readonly string[],
  marked: boolean,
  before: string,
  removed: Removed,
): readonly PasteFact[] {
  return insertions
    .map((text) => ({ text, size: sizeOf(text) }))
    .filter(({ size }) => marked || isLong(size))
    .slice(0, MOST_FACTS)
    .map(({ text, size }) => {
      const wanted = normal(text);
      const moved = wanted !== '' && (normal(before).includes(wanted) || removed.has(wanted));
      return { ...size, told: marked ? 'browser' : 'size', moved };
    });
}

interface Size {
  readonly characters: number;
  readonly lines: number;
}

function sizeOf(text: string): Size {
  return { characters: [...text].length, lines: text.split('\n').length };
}

function isLong({ characters, lines }: Size): boolean {
  return characters >= PASTE_SIZE.characters || lines >= PASTE_SIZE.lines;
}

/** Moved text is often indented anew. */
function normal(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();
}

export interface TextChange {
  readonly from: number;
  /** Characters (UTF-16) that go away there. */
  readonly removed: number;
  readonly inserted: string;
}

/** The one replacement that makes `after` of `before`, as small as it can be; no surrogate pair is torn apart. */
export function changeOf(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  if (from > 0 && isHigh(before.charCodeAt(from - 1))) from--;
  let kept = 0;
  while (kept < most - from && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++;
  if (kept > 0 && isLow(before.charCodeAt(before.length - kept))) kept--;
  return { from, removed: before.length - kept - from, inserted: after.slice(from, after.length - kept) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
