/** Vim's keys. A chunk of its own, loaded when they are chosen. */
import type { Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { getCM, Vim, vim } from '@replit/codemirror-vim';
import { keyPorts } from './key-ports.ts';
import { KEYS } from './messages.ts';
import { otherKeysTheme } from './other-keys-theme.ts';

export function vimKeys(): Extension {
  // Vim's commands are one table for all editors of the page: each finds its own page by its state.
  Vim.defineEx('write', 'w', (cm) => {
    const view: EditorView = cm.cm6;
    view.state.facet(keyPorts).save();
  });
  return [vim(), telling, otherKeysTheme];
}

/** Events after which the mode or the pending command may be another. */
const TOLD = ['vim-mode-change', 'vim-command-done', 'vim-keypress'] as const;

const WRITING: readonly string[] = ['insert', 'replace'];

/** Tells the page what Vim is at, and names the field of its command line for screen readers. */
const telling = ViewPlugin.define((view) => {
  const cm = getCM(view);
  const say = (): void => {
    const state = cm?.state.vim;
    const mode = state?.mode ?? 'normal';
    // Only where one writes does Tab indent; elsewhere it leaves the editor.
    view.setTabFocusMode(!WRITING.includes(mode));
    view.state.facet(keyPorts).say({ mode: mode.toUpperCase(), pending: state?.status ?? '' });
  };
  const nameField = (): void => {
    cm?.state.dialog?.querySelector('input')?.setAttribute('aria-label', KEYS.vimCommand);
  };
  for (const event of TOLD) cm?.on(event, say);
  cm?.on('dialog', nameField);
  say();
  return {
    destroy() {
      for (const event of TOLD) cm?.off(event, say);
      cm?.off('dialog', nameField);
      view.setTabFocusMode(false);
    },
  };
});
