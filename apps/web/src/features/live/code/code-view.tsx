/**
 * Somebody else's code: as it is typed, or as it was. In a shadow root, as every editor here (see editor-theme.ts). One
 * view for both, so that going back in time and forth again keeps the place on the page.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { editorTheme, textSize } from '../../../shared/editor/editor-theme.ts';
import { typeOverSelection } from '../../../shared/editor/type-over-selection.ts';
import type { EditorBinding } from '../../../shared/live-code/editor-binding.ts';
import { replacement } from '../../../shared/live-code/replacement.ts';
import { type PastCaret, pastCaret, showPastCaret } from './past-caret.ts';

/** The text as it was, and where it was written last. */
export interface PastText {
  readonly text: string;
  readonly caret: PastCaret | null;
}

export type ShownCode =
  | { readonly kind: 'live'; readonly binding: EditorBinding }
  | { readonly kind: 'past'; readonly past: PastText };

export function CodeView(props: {
  readonly code: ShownCode;
  readonly label: string;
  readonly mayWrite: boolean;
  /** Where to look, in the text; null: wherever one likes. */
  readonly lookAt: number | null;
  /** null: nobody can be shown a line now. */
  readonly onLine: ((line: number) => void) | null;
  readonly onCursor: (line: number) => void;
}) {
  const { code, mayWrite, label, lookAt } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const [parts] = useState(() => ({ binding: new Compartment(), access: new Compartment() }));
  const clickedLine = useEffectEvent((line: number) => props.onLine?.(line));
  const movedTo = useEffectEvent((line: number) => props.onCursor(line));
  const first = useEffectEvent(() => ({ label, access: accessOf(mayWrite) }));

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const { label: name, access } = first();
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        extensions: [
          parts.access.of(access),
          parts.binding.of([]),
          lineNumbers({
            domEventHandlers: {
              mousedown: (at, block) => {
                clickedLine(at.state.doc.lineAt(block.from).number);
                return true;
              },
            },
          }),
          extensions,
          EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
          EditorView.updateListener.of(({ state, selectionSet, docChanged }) => {
            if (selectionSet || docChanged) movedTo(state.doc.lineAt(state.selection.main.head).number);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [parts]);

  // By what must be made anew for them: a binding by its text, the past by what stood there.
  const binding = code.kind === 'live' ? code.binding : null;
  useEffect(() => {
    const editor = view.current;
    if (editor === null || binding === null) return;
    showText(editor, binding.text());
    showPastCaret(editor, null);
    editor.dispatch({ effects: parts.binding.reconfigure(binding.extension) });
    return () => {
      view.current?.dispatch({ effects: parts.binding.reconfigure([]) });
    };
  }, [binding, parts]);
  const past = code.kind === 'past' ? code.past : null;
  useEffect(() => {
    const editor = view.current;
    if (editor === null || past === null) return;
    showText(editor, past.text);
    showPastCaret(editor, past.caret);
  }, [past]);

  useEffect(() => {
    view.current?.dispatch({ effects: parts.access.reconfigure(accessOf(mayWrite)) });
  }, [mayWrite, parts]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || lookAt === null || lookAt > editor.state.doc.length) return;
    editor.dispatch({ effects: EditorView.scrollIntoView(lookAt, { y: 'nearest', yMargin: 48 }) });
  }, [lookAt]);

  return <div className={props.onLine === null ? 'live-editor' : 'live-editor live-editor-points'} ref={host} />;
}

/** Changes no more than differs, so that the page stays where it is. */
function showText(editor: EditorView, text: string): void {
  const before = editor.state.doc.toString();
  if (before === text) return;
  editor.dispatch({
    changes: replacement(before, text),
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true)],
  });
}

function accessOf(mayWrite: boolean): Extension {
  return mayWrite
    ? [history(), keymap.of([...historyKeymap, indentWithTab, ...defaultKeymap]), highlightActiveLine()]
    : EditorState.readOnly.of(true);
}

const extensions: Extension = [
  EditorState.lineSeparator.of('\n'),
  EditorState.tabSize.of(4),
  indentUnit.of('    '),
  typeOverSelection,
  drawSelection(),
  bracketMatching(),
  pythonLanguage,
  editorTheme,
  textSize(13),
  pastCaret,
];
