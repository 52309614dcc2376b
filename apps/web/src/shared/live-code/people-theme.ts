/** How others look in the editor. Their names tell them apart; the colours only help. */
import { EditorView } from '@codemirror/view';

const LANES = [0, 1, 2, 3, 4, 5] as const;

const looks = Object.fromEntries(
  LANES.flatMap((lane) => [
    [`.cm-person-caret.cm-person-${lane}`, { borderColor: `var(--lane-${lane}-text)` }],
    [`.cm-person-caret.cm-person-${lane} > .cm-person-name`, { background: `var(--lane-${lane}-text)` }],
    [
      `.cm-person-selection.cm-person-${lane}`,
      { background: `var(--lane-${lane}-soft)`, borderBottom: `2px dotted var(--lane-${lane}-text)` },
    ],
  ]),
);

export const peopleTheme = EditorView.theme({
  '.cm-person-caret': {
    position: 'relative',
    borderLeft: '2px solid',
    margin: '0 -1px',
    pointerEvents: 'none',
  },
  '.cm-person-name': {
    position: 'absolute',
    left: '-2px',
    bottom: '100%',
    zIndex: '3',
    padding: '0 5px',
    borderRadius: '3px 3px 3px 0',
    color: 'var(--surface)',
    font: '620 10px/15px var(--sans)',
    whiteSpace: 'nowrap',
    maxWidth: '18ch',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  '.cm-person-below': { bottom: 'auto', top: '100%', borderRadius: '0 3px 3px 3px' },
  '.cm-pointed-line': { background: 'var(--warn-soft)', boxShadow: 'inset 3px 0 0 var(--warn)' },
  '.cm-pointed-note': {
    marginLeft: '16px',
    padding: '1px 6px',
    borderRadius: '3px',
    border: '1px solid var(--warn-line)',
    color: 'var(--warn)',
    background: 'var(--surface)',
    font: '500 11px/16px var(--sans)',
    whiteSpace: 'nowrap',
  },
  ...looks,
});
