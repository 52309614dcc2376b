/** Looks of the cursor and the panel of Vim and Emacs keys, which bring colours of their own, some on the elements. */
import { EditorView } from '@codemirror/view';

export const otherKeysTheme = EditorView.theme({
  '.cm-scroller .cm-fat-cursor': {
    background: 'color-mix(in srgb, var(--accent) 55%, transparent)',
    borderRadius: '1px',
  },
  '&:not(.cm-focused) .cm-scroller .cm-fat-cursor': {
    background: 'none',
    outline: '1px solid var(--accent)',
  },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panels .cm-vim-panel': {
    padding: '2px 12px',
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    minHeight: '24px',
    background: 'var(--sunken)',
  },
  '.cm-panels .cm-vim-panel input': { font: 'inherit', color: 'var(--ink)', background: 'none' },
  '.cm-panels .cm-vim-panel span': { color: 'var(--ink-2) !important' },
  '.cm-panels .cm-vim-message': { color: 'var(--bad) !important', whiteSpace: 'pre-wrap !important' },
});
