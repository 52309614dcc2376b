/** What is wrong with the package in this file, underlined. Marks move with the text until the package is checked again. */
import { type Diagnostic, forceLinting, linter } from '@codemirror/lint';
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

export interface LineFault {
  /** From 1; null: of the whole file. */
  readonly line: number | null;
  readonly message: string;
}

const setFaults = StateEffect.define<readonly LineFault[]>();

const faultField = StateField.define<readonly Diagnostic[]>({
  create: () => [],
  update(marks, transaction) {
    let next = marks;
    if (transaction.docChanged) {
      next = next.map((mark) => ({
        ...mark,
        from: transaction.changes.mapPos(mark.from, 1),
        to: transaction.changes.mapPos(mark.to, -1),
      }));
      next = next.filter(({ from, to }) => from <= to);
    }
    for (const effect of transaction.effects) {
      if (effect.is(setFaults)) next = effect.value.flatMap((fault) => markOf(transaction.state, fault));
    }
    return next;
  },
});

function markOf({ doc }: EditorState, { line, message }: LineFault): Diagnostic[] {
  if (line === null || line > doc.lines) return [];
  const { from, to, text } = doc.line(line);
  const indent = text.length - text.trimStart().length;
  return [{ from: Math.min(from + indent, to), to, severity: 'error', message }];
}

/** Part of each editor of a draft. */
export const packageMarks = [
  faultField,
  linter((view) => [...view.state.field(faultField)], {
    delay: 0,
    needsRefresh: ({ transactions }) => transactions.some(({ effects }) => effects.some((one) => one.is(setFaults))),
  }),
];

export function showFaults(view: EditorView, faults: readonly LineFault[]): void {
  view.dispatch({ effects: setFaults.of(faults) });
  forceLinting(view);
}

/** The looks of what is marked, in place of pictures that the content security policy does not allow. */
export const markLooks = EditorView.theme({
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0' },
  '.cm-lintRange-error': {
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '3px',
    textDecorationThickness: '1px',
  },
  '.cm-lintRange-warning': {
    textDecoration: 'underline dotted var(--warn)',
    textUnderlineOffset: '3px',
    textDecorationThickness: '2px',
  },
  '.cm-lintRange-active': { background: 'var(--bad-soft)' },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--bad)' },
  '.cm-tooltip.cm-tooltip-lint, .cm-tooltip-lint': { padding: '0', margin: '0', maxWidth: '480px', listStyle: 'none' },
  '.cm-diagnostic': {
    padding: '6px 10px',
    borderLeft: '3px solid var(--bad)',
    font: '400 12px/18px var(--sans)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-tooltip-hover': { maxWidth: 'min(560px, 95vw)' },
  '.cm-type': { padding: '6px 10px' },
  '.cm-completionInfo .cm-type': { padding: '0', color: 'var(--ink)' },
  '.cm-type code': {
    display: 'block',
    font: '420 12px/18px var(--mono)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-type b': { color: 'var(--accent)', fontWeight: '600' },
  '.cm-type p': { margin: '4px 0 0', font: '400 12px/18px var(--sans)', color: 'var(--ink-2)', textWrap: 'pretty' },
});
