/** The line that a timeline is at. It goes away as soon as the text changes: the schedule spoke of another text. */
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

const setLine = StateEffect.define<number | null>();
const lit = Decoration.line({ class: 'cm-shown-line' });

export const shownLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = transaction.docChanged ? Decoration.none : value;
    for (const effect of transaction.effects) {
      if (!effect.is(setLine)) continue;
      const line = effect.value;
      next =
        line === null || line > transaction.state.doc.lines
          ? Decoration.none
          : Decoration.set(lit.range(transaction.state.doc.line(line).from));
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** `line` from 1. */
export function showLine(view: EditorView, line: number | null): void {
  const { doc } = view.state;
  const effects: StateEffect<unknown>[] = [setLine.of(line)];
  if (line !== null && line <= doc.lines) effects.push(EditorView.scrollIntoView(doc.line(line).from));
  view.dispatch({ effects });
}
