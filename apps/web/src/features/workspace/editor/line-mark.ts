/**
 * A mark on one line of the editor: background, wavy underline, a note behind the code, a sign in the gutter. It
 * moves with the text and goes away as soon as its line is edited: it spoke of a line that is no more.
 */
import { type EditorState, type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, WidgetType } from '@codemirror/view';
import { ERROR_MARK } from './messages.ts';

export interface LineMark {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

const setMark = StateEffect.define<LineMark | null>();

class Note extends WidgetType {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override eq(other: Note): boolean {
    return other.text === this.text;
  }

  toDOM(): HTMLElement {
    const note = document.createElement('span');
    note.className = 'cm-mark-note';
    note.textContent = this.text;
    return note;
  }
}

class Sign extends GutterMarker {
  override toDOM(): Node {
    const sign = document.createElement('span');
    sign.className = 'cm-mark-sign';
    sign.textContent = '!';
    sign.title = ERROR_MARK.title;
    return sign;
  }
}

interface Marked {
  readonly at: number;
  readonly text: string;
}

const markField = StateField.define<Marked | null>({
  create: () => null,
  update(value, transaction) {
    let next = value;
    if (next !== null && transaction.docChanged) {
      const line = transaction.startState.doc.lineAt(next.at);
      next = transaction.changes.touchesRange(line.from, line.to)
        ? null
        : { ...next, at: transaction.changes.mapPos(next.at, 1) };
    }
    for (const effect of transaction.effects) {
      if (!effect.is(setMark)) continue;
      const mark = effect.value;
      next =
        mark === null || mark.line > transaction.state.doc.lines
          ? null
          : { at: transaction.state.doc.line(mark.line).from, text: mark.text };
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field, (mark) => (view) => decorate(view.state, mark)),
});

function decorate(state: EditorState, mark: Marked | null): DecorationSet {
  if (mark === null) return Decoration.none;
  const line = state.doc.lineAt(mark.at);
  const indent = line.text.length - line.text.trimStart().length;
  const ranges = [Decoration.line({ class: 'cm-mark-line' }).range(line.from)];
  if (line.from + indent < line.to) {
    ranges.push(Decoration.mark({ class: 'cm-mark-wave' }).range(line.from + indent, line.to));
  }
  ranges.push(Decoration.widget({ widget: new Note(mark.text), side: 1 }).range(line.to));
  return Decoration.set(ranges, true);
}

const signs = gutter({
  class: 'cm-mark-gutter',
  markers: (view) => {
    const mark = view.state.field(markField);
    return mark === null ? RangeSet.empty : RangeSet.of([new Sign().range(view.state.doc.lineAt(mark.at).from)]);
  },
});

export function lineMarks(): Extension {
  return [markField, signs];
}

export function showMark(view: EditorView, mark: LineMark | null): void {
  view.dispatch({ effects: setMark.of(mark) });
}

/** The line that is marked now, from 1, or null. */
export function markedLine(state: EditorState): number | null {
  const mark = state.field(markField);
  return mark === null ? null : state.doc.lineAt(mark.at).number;
}

/** Puts the cursor on a line, in view, with the focus. */
export function goToLine(view: EditorView, line: number): void {
  const at = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines));
  const indent = at.text.length - at.text.trimStart().length;
  view.dispatch({
    selection: { anchor: at.from + indent },
    effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
  });
  view.focus();
}
