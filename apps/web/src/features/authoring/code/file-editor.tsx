/**
 * The editor of one file, in a shadow root, where CodeMirror adopts style sheets. What it was when the file was left last (undo, cursor,
 * place) comes from `memory`. The document belongs to CodeMirror; React only hands commands over.
 */
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  indentWithTab,
  isolateHistory,
} from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, StateEffect } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags as t } from '@lezer/highlight';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { EditorSettings } from '../../../shared/editor/editor-settings.ts';
import { editorTheme, textSize } from '../../../shared/editor/editor-theme.ts';
import { keyPorts } from '../../../shared/editor/keys/key-ports.ts';
import { loadKeys } from '../../../shared/editor/keys/load-keys.ts';
import { typeOverSelection } from '../../../shared/editor/type-over-selection.ts';
import { indentOfLanguage, languageOf, loadLanguage } from './file-languages.ts';
import { type LineFault, markLooks, packageMarks, showFaults } from './package-marks.ts';

export interface FileEditorHandle {
  /** Replaces the whole text as one step that undo takes back. */
  replaceAll(content: string): void;
  /** Puts the cursor on a line (from 1), in view, with the focus. */
  goToLine(line: number): void;
  focus(): void;
}

export interface CursorPlace {
  readonly line: number;
  readonly column: number;
}

/** Editors as they were left, by path. */
export type EditorMemory = Map<string, { readonly state: unknown; readonly doc: string; readonly top: number }>;

export function FileEditor(props: {
  readonly path: string;
  /** The text at first; later changes come through the handle. */
  readonly initial: string;
  readonly label: string;
  readonly settings: EditorSettings;
  readonly memory: EditorMemory;
  /** Of the package, in this file. */
  readonly faults: readonly LineFault[];
  /** What the file has beside its language: help while typing. Taken when the editor is made. */
  readonly help: Extension;
  readonly onChange: (content: string) => void;
  readonly onCursor: (place: CursorPlace) => void;
  readonly onSave: () => void;
  readonly ref: Ref<FileEditorHandle>;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useEffectEvent((content: string) => props.onChange(content));
  const moved = useEffectEvent((place: CursorPlace) => props.onCursor(place));
  const save = useEffectEvent(() => props.onSave());
  const first = useEffectEvent(() => props);
  const [adjustable] = useState(() => new Compartment());
  const [otherKeys] = useState(() => new Compartment());

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const { path, initial, label, settings, memory, help, faults } = first();
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const language = languageOf(path);
    const extensions: Extension = [
      adjustable.of(adjusted({ ...settings, wrap: isWrapped(path, settings) })),
      keyPorts.of({ save: () => save(), openCommands: () => undefined, say: () => undefined }),
      // Before the others, which have what these leave.
      otherKeys.of([]),
      shared,
      indentUnit.of(indentOfLanguage(language)),
      help,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(update.state.doc.toString());
        if (update.docChanged || update.selectionSet) moved(placeOf(update.state));
      }),
    ];
    const left = memory.get(path);
    const state =
      left?.doc === initial
        ? EditorState.fromJSON(left.state, { extensions }, { history: historyField })
        : EditorState.create({ doc: initial, extensions });
    const editor = new EditorView({ root, parent: root, state });
    view.current = editor;
    if (left?.doc === initial) editor.scrollDOM.scrollTop = left.top;
    moved(placeOf(editor.state));
    showFaults(editor, faults);
    let over = false;
    loadLanguage(language).then(
      (loaded) => {
        if (!over) editor.dispatch({ effects: StateEffect.appendConfig.of(loaded) });
      },
      // Offline it is plain text.
      () => undefined,
    );
    return () => {
      over = true;
      const doc = editor.state.doc.toString();
      memory.set(path, { state: editor.state.toJSON({ history: historyField }), doc, top: editor.scrollDOM.scrollTop });
      editor.destroy();
      view.current = null;
    };
  }, [adjustable, otherKeys]);

  const { fontSize, keys } = props.settings;
  const wrap = isWrapped(props.path, props.settings);
  useEffect(() => {
    view.current?.dispatch({ effects: adjustable.reconfigure(adjusted({ fontSize, wrap })) });
  }, [adjustable, fontSize, wrap]);

  useEffect(() => {
    let over = false;
    loadKeys(keys).then(
      (extension) => {
        if (!over) view.current?.dispatch({ effects: otherKeys.reconfigure(extension) });
      },
      // The standard ones stay.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [otherKeys, keys]);

  const { faults } = props;
  useEffect(() => {
    if (view.current !== null) showFaults(view.current, faults);
  }, [faults]);

  useImperativeHandle(
    props.ref,
    () => ({
      replaceAll(content) {
        const editor = view.current;
        if (editor === null || editor.state.doc.toString() === content) return;
        editor.dispatch({
          changes: { from: 0, to: editor.state.doc.length, insert: content },
          selection: { anchor: 0 },
          userEvent: 'input.replace',
          annotations: isolateHistory.of('full'),
        });
      },
      goToLine(line) {
        const editor = view.current;
        if (editor === null) return;
        const at = editor.state.doc.line(Math.min(Math.max(1, line), editor.state.doc.lines));
        const indent = at.text.length - at.text.trimStart().length;
        editor.dispatch({
          selection: { anchor: at.from + indent },
          effects: EditorView.scrollIntoView(at.from, { y: 'center' }),
        });
        editor.focus();
      },
      focus: () => view.current?.focus(),
    }),
    [],
  );

  return <div className="draft-editor-host" ref={host} />;
}

function adjusted({ fontSize, wrap }: Pick<EditorSettings, 'fontSize' | 'wrap'>) {
  return [textSize(fontSize), wrap ? EditorView.lineWrapping : []];
}

/** Prose has long lines, and nothing in it has to stand below something else. */
function isWrapped(path: string, { wrap }: EditorSettings): boolean {
  return wrap || languageOf(path) === 'markdown';
}

function search(view: EditorView): void {
  // Offline it stays away; the browser's own search is left then.
  import('../../../shared/editor/editor-search.ts').then(({ openSearch }) => openSearch(view)).catch(() => undefined);
}

function placeOf(state: EditorState): CursorPlace {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  return { line: line.number, column: head - line.from + 1 };
}

/** What the languages of packages have beside Python's. */
const moreColours = HighlightStyle.define([
  { tag: t.heading, fontWeight: '620' },
  { tag: t.strong, fontWeight: '620' },
  { tag: t.emphasis, fontStyle: 'italic' },
  { tag: t.monospace, color: 'var(--code-str)' },
  { tag: [t.link, t.url], color: 'var(--accent)' },
  { tag: [t.typeName, t.definition(t.propertyName)], color: 'var(--code-fn)' },
]);

const shared: Extension = [
  packageMarks,
  markLooks,
  typeOverSelection,
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  drawSelection(),
  EditorState.tabSize.of(4),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  editorTheme,
  syntaxHighlighting(moreColours),
  keymap.of([
    {
      key: 'Mod-f',
      run: (view) => {
        search(view);
        return true;
      },
    },
    ...lintKeymap,
    ...historyKeymap,
    indentWithTab,
    ...defaultKeymap,
  ]),
];
