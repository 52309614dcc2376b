/**
 * The editor, in a shadow root: there CodeMirror uses adopted style sheets, so the page works under a content
 * security policy that allows no inline style. The document belongs to CodeMirror; React only hands commands over.
 */
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
  redo,
  toggleComment,
  undo,
} from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { Compartment, EditorState, StateEffect } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { EditorSettings } from '../../../shared/editor/editor-settings.ts';
import { editorTheme, textSize } from '../../../shared/editor/editor-theme.ts';
import { type KeyPorts, keyPorts } from '../../../shared/editor/keys/key-ports.ts';
import { loadKeys } from '../../../shared/editor/keys/load-keys.ts';
import { typeOverSelection } from '../../../shared/editor/type-over-selection.ts';
import type { EditorBinding } from '../../../shared/live-code/editor-binding.ts';
import { goToLine, type LineMark, lineMarks, markedLine, showMark } from './line-mark.ts';
import { showLine, shownLine } from './shown-line.ts';

export interface CodeEditorHandle {
  /** Replaces the whole text as one step that undo takes back. */
  replaceAll(source: string): void;
  undo(): void;
  redo(): void;
  /** Comments the selected lines out, or back in. */
  comment(): void;
  search(): void;
  mark(mark: LineMark | null): void;
  goToLine(line: number): void;
  /** Lights a line up and brings it into view, without the focus; null: none. */
  showLine(line: number | null): void;
  focus(): void;
}

export interface CursorPlace {
  readonly line: number;
  readonly column: number;
}

export function CodeEditor(props: {
  /** The text at first; later changes come through the handle. */
  readonly initial: string;
  /** Where the text is shared with others. With another one the editor must be made anew. */
  readonly binding: EditorBinding | null;
  readonly label: string;
  readonly settings: EditorSettings;
  readonly onChange: (source: string) => void;
  readonly onCursor: (place: CursorPlace) => void;
  readonly keyPorts: KeyPorts;
  /** The chosen keys could not be loaded: the editor has the standard ones. */
  readonly onNoKeys: () => void;
  readonly ref: Ref<CodeEditorHandle>;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useEffectEvent((source: string) => props.onChange(source));
  const moved = useEffectEvent((place: CursorPlace) => props.onCursor(place));
  const first = useEffectEvent(() => ({
    doc: props.binding?.text() ?? props.initial,
    binding: props.binding?.extension ?? [],
    label: props.label,
    settings: props.settings,
  }));
  const ports = useEffectEvent(() => props.keyPorts);
  const noKeys = useEffectEvent(() => props.onNoKeys());
  const [adjustable] = useState(() => new Compartment());
  const [otherKeys] = useState(() => new Compartment());

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const { doc, binding, label, settings } = first();
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc,
        extensions: [
          adjustable.of(adjusted(settings)),
          keyPorts.of({
            save: () => ports().save(),
            openCommands: () => ports().openCommands(),
            say: (status) => ports().say(status),
          }),
          // Before the others, which have what these leave.
          otherKeys.of([]),
          binding,
          extensions,
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed(update.state.doc.toString());
            if (update.docChanged || update.selectionSet) moved(placeOf(update.state));
          }),
        ],
      }),
    });
    view.current = editor;
    moved(placeOf(editor.state));
    const forget = assistOnFocus(editor);
    return () => {
      forget();
      editor.destroy();
      view.current = null;
    };
  }, [adjustable, otherKeys]);

  const { fontSize, wrap, keys } = props.settings;
  useEffect(() => {
    view.current?.dispatch({ effects: adjustable.reconfigure(adjusted({ fontSize, wrap })) });
  }, [adjustable, fontSize, wrap]);

  useEffect(() => {
    let over = false;
    loadKeys(keys).then(
      (extension) => {
        if (!over) view.current?.dispatch({ effects: otherKeys.reconfigure(extension) });
      },
      () => {
        if (!over) noKeys();
      },
    );
    return () => {
      over = true;
    };
  }, [otherKeys, keys]);

  useImperativeHandle(
    props.ref,
    () => ({
      replaceAll(source) {
        const editor = view.current;
        if (editor === null || editor.state.doc.toString() === source) return;
        editor.dispatch({
          changes: { from: 0, to: editor.state.doc.length, insert: source },
          selection: { anchor: 0 },
          scrollIntoView: true,
          userEvent: 'input.replace',
          annotations: isolateHistory.of('full'),
        });
      },
      undo: () => {
        if (view.current !== null) undo(view.current);
      },
      redo: () => {
        if (view.current !== null) redo(view.current);
      },
      comment: () => {
        if (view.current !== null) toggleComment(view.current);
      },
      search: () => {
        if (view.current !== null) search(view.current);
      },
      mark: (mark) => {
        if (view.current !== null) showMark(view.current, mark);
      },
      goToLine: (line) => {
        if (view.current !== null) goToLine(view.current, line);
      },
      showLine: (line) => {
        if (view.current !== null) showLine(view.current, line);
      },
      focus: () => view.current?.focus(),
    }),
    [],
  );

  return <div className="editor-host" ref={host} />;
}

function adjusted({ fontSize, wrap }: Pick<EditorSettings, 'fontSize' | 'wrap'>) {
  return [textSize(fontSize), wrap ? EditorView.lineWrapping : []];
}

function search(view: EditorView): void {
  // Offline it stays away; the browser's own search is left then.
  import('../../../shared/editor/editor-search.ts').then(({ openSearch }) => openSearch(view)).catch(() => undefined);
}

/** Suggestions and closing brackets come with the first focus: one who only reads needs none. */
function assistOnFocus(view: EditorView): () => void {
  let over = false;
  const forget = () => {
    over = true;
    view.contentDOM.removeEventListener('focus', load);
  };
  const load = () => {
    import('../../../shared/editor/assist.ts').then(
      ({ assist }) => {
        if (over) return;
        forget();
        view.dispatch({ effects: StateEffect.appendConfig.of(assist()) });
      },
      // Offline one writes without; the next focus tries again.
      () => undefined,
    );
  };
  view.contentDOM.addEventListener('focus', load);
  return forget;
}

function placeOf(state: EditorState): CursorPlace {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  return { line: line.number, column: head - line.from + 1 };
}

const extensions = [
  lineMarks(),
  shownLine,
  typeOverSelection,
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  EditorState.tabSize.of(4),
  indentUnit.of('    '),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  pythonLanguage,
  editorTheme,
  keymap.of([
    {
      key: 'F8',
      run: (view) => {
        const line = markedLine(view.state);
        if (line !== null) goToLine(view, line);
        return line !== null;
      },
    },
    {
      key: 'Mod-f',
      run: (view) => {
        search(view);
        return true;
      },
    },
    ...historyKeymap,
    indentWithTab,
    ...defaultKeymap,
  ]),
];
