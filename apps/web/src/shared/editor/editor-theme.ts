/** The editor's looks, from the design tokens: custom properties reach into the shadow root, so one theme serves both. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { CODE_TOKENS } from '../text/code-tokens.ts';

const field = {
  font: 'inherit',
  color: 'var(--ink)',
  background: 'var(--surface)',
  border: '1px solid var(--control)',
  borderRadius: 'var(--r2)',
  padding: '3px 8px',
};

const looks = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', background: 'var(--surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    fontVariantLigatures: 'none',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--line-strong) transparent',
  },
  '.cm-content': { padding: '12px 0 96px', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 16px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--accent)' },
  '.cm-gutters': { background: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 4px', minWidth: '32px' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--hover) 60%, transparent)' },
  '.cm-activeLineGutter': { background: 'transparent', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-selectionMatch': { background: 'var(--accent-soft)' },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--accent-soft)', outline: '1px solid var(--accent-line)' },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'var(--bad-soft)', outline: '1px solid var(--bad-line)' },
  '.cm-mark-gutter': { width: '18px' },
  '.cm-mark-sign': {
    display: 'block',
    margin: '3px 0 0 4px',
    width: '14px',
    height: '14px',
    borderRadius: '3px',
    background: 'var(--bad)',
    color: 'var(--surface)',
    font: '700 11px/14px var(--sans)',
    textAlign: 'center',
  },
  '.cm-shown-line': { background: 'var(--accent-soft)', boxShadow: 'inset 2px 0 0 var(--accent)' },
  '.cm-mark-line': { background: 'var(--bad-soft)' },
  '.cm-mark-wave': {
    textDecoration: 'underline wavy var(--bad)',
    textUnderlineOffset: '3px',
    textDecorationThickness: '1px',
  },
  '.cm-mark-note': {
    marginLeft: '16px',
    padding: '1px 6px',
    borderRadius: '3px',
    border: '1px solid var(--bad-line)',
    color: 'var(--bad)',
    background: 'var(--surface)',
    font: '500 11px/16px var(--sans)',
    whiteSpace: 'pre',
  },
  '.cm-panels': { background: 'var(--sunken)', color: 'var(--ink)', font: '400 12px/20px var(--sans)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '8px 32px 8px 12px' },
  '.cm-textfield': field,
  '.cm-button': { ...field, background: 'var(--raised)', backgroundImage: 'none', cursor: 'pointer' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--ink-2)', fontSize: '18px', padding: '0 8px' },
  '.cm-searchMatch': { background: 'var(--warn-soft)', outline: '1px solid var(--warn-line)' },
  '.cm-searchMatch-selected': { background: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-tooltip': {
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r2)',
    background: 'var(--raised)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow-2)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '12px',
    maxHeight: '220px',
    maxWidth: 'min(460px, 95vw)',
    borderRadius: 'var(--r2)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)', fontWeight: '600' },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'var(--ink-2)' },
  '.cm-tooltip.cm-completionInfo': {
    maxWidth: '320px',
    padding: '8px 10px',
    font: '400 12px/18px var(--sans)',
    color: 'var(--ink-2)',
    textWrap: 'pretty',
  },
});

const colours = HighlightStyle.define(
  CODE_TOKENS.map(({ tags, colour, italic }) => ({
    tag: [...tags],
    color: colour,
    ...(italic ? { fontStyle: 'italic' } : {}),
  })),
);

/** The size of the code, in CSS pixels; its lines keep the proportion of 20 to 13. */
export function textSize(fontSize: number): Extension {
  return EditorView.theme({
    '.cm-scroller': { fontSize: `${fontSize}px`, lineHeight: `${Math.round((fontSize * 20) / 13)}px` },
  });
}

export const editorTheme = [looks, syntaxHighlighting(colours)];
