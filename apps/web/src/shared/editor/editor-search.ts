/** The search panel. A chunk of its own, loaded when it is first asked for: most visits never search in 40 lines. */
import { openSearchPanel, search, searchKeymap } from '@codemirror/search';
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';

/** Says that the extension is in this editor already. */
const installed = StateField.define<true>({ create: () => true, update: (value) => value });

const isInstalled = (state: EditorState): boolean => state.field(installed, false) === true;

export function openSearch(view: EditorView): void {
  if (!isInstalled(view.state)) {
    view.dispatch({
      effects: StateEffect.appendConfig.of([installed, search({ top: true }), keymap.of([...searchKeymap])]),
    });
  }
  openSearchPanel(view);
}
