/** Emacs' keys. A chunk of its own, loaded when they are chosen. */
import { insertNewlineAndIndent } from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import { EmacsHandler, emacs } from '@replit/codemirror-emacs';
import { openSearch } from '../editor-search.ts';
import { keyPorts } from './key-ports.ts';
import { KEYS } from './messages.ts';
import { otherKeysTheme } from './other-keys-theme.ts';

export function emacsKeys(): Extension {
  // One table for all editors of the page. Enter is left to the editor: it takes a suggestion, or indents the new line.
  EmacsHandler.bindKey('Return', undefined);
  EmacsHandler.bindKey('C-m', insertNewlineAndIndent);
  EmacsHandler.bindKey('C-s|C-r', openSearch);
  EmacsHandler.bindKey('C-x C-s', (view: EditorView) => view.state.facet(keyPorts).save());
  EmacsHandler.bindKey('M-x', (view: EditorView) => view.state.facet(keyPorts).openCommands());
  // C-k opens the commands, where it is not the Mac's own.
  EmacsHandler.bindKey('M-k', 'killLine');
  return [emacs(), telling, leaving, otherKeysTheme];
}

/** As long as the editor's own Escape waits for a Tab, in milliseconds. */
const LEAVE_MS = 2000;

/** Emacs takes Escape for itself; the Tab after it leaves the editor all the same. */
const leaving = EditorView.domEventObservers({
  keydown(event, view) {
    if (event.key === 'Escape') view.setTabFocusMode(LEAVE_MS);
  },
});

const telling = ViewPlugin.define((view) => {
  view.state.facet(keyPorts).say({ mode: KEYS.emacs, pending: '' });
  return {};
});
