/**
 * From the log of a shared text to changes of plain text that can be made and taken back. Pure, but for the document that
 * a reader fills as it goes on.
 */
import { CODE_TEXT, type PersonKey, type StoredChange } from '@lockstep/protocol';
import * as Y from 'yjs';
import { fromBase64 } from '../../../shared/live-code/base64.ts';

/** At `from`, counted in the text as it is when this edit's turn comes, `removed` becomes `inserted`. */
export interface TextEdit {
  readonly from: number;
  readonly removed: string;
  readonly inserted: string;
}

export interface TextChange {
  readonly seq: number;
  /** Milliseconds since 1970. Never before the one before it. */
  readonly atMs: number;
  /** null: the text that the editor began with. */
  readonly by: PersonKey | null;
  readonly paste: boolean;
  /** When it was typed is the browser's word. */
  readonly delayed: boolean;
  /** To be made one after the other. Empty: it changed nothing that one sees. */
  readonly edits: readonly TextEdit[];
}

/** Reads a log in its order, page by page. */
export class LogReader {
  readonly #doc = new Y.Doc();
  readonly #text = this.#doc.getText(CODE_TEXT);
  #plain = '';
  #seq = 0;

  /** Throws where a page does not go on where the one before it ended, or holds what is no change of a text. */
  read(page: readonly StoredChange[]): readonly TextChange[] {
    return page.map((stored) => this.#one(stored));
  }

  #one({ seq, at, by, paste, delayed, update }: StoredChange): TextChange {
    if (seq !== this.#seq + 1) throw new Error(`change ${seq} does not follow change ${this.#seq}`);
    this.#seq = seq;
    const edits: TextEdit[] = [];
    const see = ({ delta }: Y.YTextEvent): void => {
      for (const edit of editsOf(delta, this.#plain)) {
        edits.push(edit);
        this.#plain = made(this.#plain, edit);
      }
    };
    this.#text.observe(see);
    try {
      Y.applyUpdate(this.#doc, fromBase64(update));
    } finally {
      this.#text.unobserve(see);
    }
    return { seq, atMs: Date.parse(at), by, paste, delayed, edits };
  }
}

/** The whole log at once. */
export function textChanges(log: readonly StoredChange[]): readonly TextChange[] {
  return new LogReader().read(log);
}

/** The text after a change. */
export function forward(text: string, { edits }: Pick<TextChange, 'edits'>): string {
  return edits.reduce(made, text);
}

/** The text before a change. */
export function backward(text: string, { edits }: Pick<TextChange, 'edits'>): string {
  return edits.reduceRight(
    (now, { from, removed, inserted }) => made(now, { from, removed: inserted, inserted: removed }),
    text,
  );
}

/** Characters that were put in or taken out. */
export function sizeOf({ edits }: Pick<TextChange, 'edits'>): number {
  return edits.reduce((size, { removed, inserted }) => size + removed.length + inserted.length, 0);
}

function made(text: string, { from, removed, inserted }: TextEdit): string {
  return text.slice(0, from) + inserted + text.slice(from + removed.length);
}

function editsOf(delta: Y.YTextEvent['delta'], before: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  /** In the text before, and in the text as the edits so far make it. */
  let read = 0;
  let from = 0;
  for (const { retain, insert, delete: count } of delta) {
    if (retain !== undefined) {
      read += retain;
      from += retain;
    } else if (typeof insert === 'string') {
      edits.push({ from, removed: '', inserted: insert });
      from += insert.length;
    } else if (count !== undefined) {
      edits.push({ from, removed: before.slice(read, read + count), inserted: '' });
      read += count;
    }
  }
  return edits;
}
