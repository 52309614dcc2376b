/**
 * What stood in the editor at each time. Any time is found at once: every so many changes the whole text is kept, and the
 * few changes from there on are made again.
 */
import type { PersonKey } from '@lockstep/protocol';
import { firstAfter } from '../playback/playback.ts';
import { forward, type TextChange } from './text-changes.ts';

/** Changes between two texts that are kept. */
const APART = 200;

/** Where the last change was made, and by whom. */
export interface Caret {
  readonly at: number;
  readonly by: PersonKey;
}

export class TextHistory {
  readonly #changes: TextChange[] = [];
  /** The text after `APART * n` changes. */
  readonly #kept: string[] = [''];
  #newest = '';
  /** What was asked for last: time mostly goes on. */
  #last = { count: 0, text: '' };

  get changes(): readonly TextChange[] {
    return this.#changes;
  }

  add(changes: readonly TextChange[]): void {
    for (const change of changes) {
      this.#changes.push(change);
      this.#newest = forward(this.#newest, change);
      if (this.#changes.length % APART === 0) this.#kept.push(this.#newest);
    }
  }

  /** How many changes had been made by then. */
  countAt(atMs: number): number {
    return firstAfter(this.#changes, atMs, (change) => change.atMs);
  }

  /** The text after the first `count` changes. */
  textAfter(count: number): string {
    const wanted = Math.max(0, Math.min(count, this.#changes.length));
    const place = Math.floor(wanted / APART);
    const near = this.#last.count <= wanted && this.#last.count >= place * APART;
    let text = near ? this.#last.text : (this.#kept[place] ?? '');
    for (const change of this.#changes.slice(near ? this.#last.count : place * APART, wanted)) {
      text = forward(text, change);
    }
    this.#last = { count: wanted, text };
    return text;
  }

  /** null: nobody has typed by then. */
  caretAfter(count: number): Caret | null {
    for (let index = Math.min(count, this.#changes.length) - 1; index >= 0; index -= 1) {
      const { by, edits } = this.#changes[index] ?? { by: null, edits: [] };
      const edit = edits.at(-1);
      if (by === null) return null;
      if (edit !== undefined) return { at: edit.from + edit.inserted.length, by };
    }
    return null;
  }
}
