/** How an editor takes a letter that is typed over a selection. */
import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection is done here and not by the browser: Chromium would give the new text the look of the old
 * one as an inline style, which the content security policy forbids and reports. Input methods are left alone.
 */
export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const text = event.data;
    if (event.inputType !== 'insertText' || text === null || empty || event.isComposing) return false;
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type' });
    const handled = view.state.facet(EditorView.inputHandler).some((handler) => handler(view, from, to, text, insert));
    if (!handled) view.dispatch(insert());
    return true;
  },
});
