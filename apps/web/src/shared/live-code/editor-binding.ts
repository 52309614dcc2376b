/**
 * Ties an editor to a shared text: what is typed in one is in the other. Undo takes back one's own typing only: what others
 * type is no part of the editor's history, which is the one that all keys (Vim's and Emacs', too) and buttons undo with.
 */

import { EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { SIZES, type Slug } from '@lockstep/protocol';
import { YSyncConfig, ySync, ySyncAnnotation, ySyncFacet } from 'y-codemirror.next';
import * as Y from 'yjs';
import { toBase64 } from './base64.ts';
import type { CodeCopy } from './code-copy.ts';
import type { SharedText } from './copy-ports.ts';
import type { LiveCode } from './live-code.ts';
import { type PointedLine, peopleMarks } from './people-marks.ts';

export interface EditorBinding {
  /** Another one belongs to another text: the editor must be made anew for it. */
  readonly id: number;
  /** What the editor must begin with. */
  readonly text: () => string;
  readonly extension: Extension;
}

export interface BindingPorts {
  readonly live: LiveCode;
  readonly copy: CodeCopy;
  readonly slug: Slug;
  readonly shared: SharedText;
  /** An edit was not made, since the text would be longer than a solution may be. */
  readonly onTooLong: () => void;
  readonly onPointed: (lines: readonly PointedLine[]) => void;
}

export function bindEditor(ports: BindingPorts): EditorBinding {
  const { live, copy, slug, shared, onTooLong, onPointed } = ports;
  const { id, text } = shared;
  return {
    id,
    text: () => text.toString(),
    extension: [
      // The text has `\n` and nothing else between its lines, so that a place here is the same place there.
      EditorState.lineSeparator.of('\n'),
      EditorView.clipboardInputFilter.of(plainText),
      othersAreNoHistory,
      bounded(onTooLong),
      pasteSign(copy),
      ySyncFacet.of(new YSyncConfig(text, null)),
      ySync,
      cursorSender(live, slug, text),
      peopleMarks({ live, slug, text, onPointed }),
    ],
  };
}

/** What a solution may hold. */
function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '').toWellFormed();
}

const othersAreNoHistory = EditorState.transactionExtender.of((transaction) =>
  transaction.annotation(ySyncAnnotation) === undefined
    ? null
    : { annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)] },
);

const encoder = new TextEncoder();

/** What others type is taken as it comes: the server has bounded it. */
function bounded(onTooLong: () => void): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation) !== undefined) return transaction;
    const { length } = transaction.newDoc;
    // A character has at most three bytes for each of its units here.
    if (length * 3 <= SIZES.sourceBytes || length <= transaction.startState.doc.length) return transaction;
    if (length <= SIZES.sourceBytes && encoder.encode(transaction.newDoc.toString()).length <= SIZES.sourceBytes) {
      return transaction;
    }
    onTooLong();
    return [];
  });
}

/** Stands before the text is brought up to date, so that the change is known for what it is. */
function pasteSign(copy: CodeCopy): Extension {
  return ViewPlugin.define(() => ({
    update({ docChanged, transactions }: ViewUpdate) {
      if (docChanged && transactions.some((transaction) => transaction.isUserEvent('input.paste'))) copy.pasting();
    },
  }));
}

/** Stands after it, so that the cursor is told by what the text has now. */
function cursorSender(live: LiveCode, slug: Slug, text: Y.Text): Extension {
  const position = (at: number): string =>
    // It stays behind what stands before it.
    toBase64(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, at, -1)));
  return ViewPlugin.define(() => ({
    update({ view, state, transactions, selectionSet, focusChanged }: ViewUpdate) {
      // What others type moves a cursor in the same way everywhere.
      const typed = transactions.some((one) => one.docChanged && one.annotation(Transaction.remote) !== true);
      if (!(selectionSet || focusChanged || typed)) return;
      if (state.readOnly || !view.hasFocus) {
        if (focusChanged) live.moveCursor(slug, null);
        return;
      }
      const { anchor, head } = state.selection.main;
      live.moveCursor(slug, { anchor: position(anchor), head: position(head) });
    },
  }));
}
