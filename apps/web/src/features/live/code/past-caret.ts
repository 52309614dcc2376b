/** Where the text was written last, and by whom, at a moment of the past. */
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import { PersonCaret } from '../../../shared/live-code/people-marks.ts';
import { peopleTheme } from '../../../shared/live-code/people-theme.ts';

export interface PastCaret {
  readonly at: number;
  readonly name: string;
  /** 0: the candidate; see people-theme.ts. */
  readonly look: number;
}

const setCaret = StateEffect.define<PastCaret | null>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setCaret)) continue;
      const caret = effect.value;
      const { doc } = transaction.state;
      if (caret === null || caret.at > doc.length) next = Decoration.none;
      else {
        const widget = new PersonCaret(caret.name, caret.look, doc.lineAt(caret.at).number === 1);
        next = Decoration.set(Decoration.widget({ widget, side: 1 }).range(caret.at));
      }
    }
    return next;
  },
  provide: (caret) => EditorView.decorations.from(caret),
});

export const pastCaret = [field, peopleTheme];

export function showPastCaret(view: EditorView, caret: PastCaret | null): void {
  view.dispatch({ effects: setCaret.of(caret) });
}
