/** The middle pane: one file, as text or as a form, what must be decided about it, and a line of facts. */
import type { PackageFault, Track, Verdict } from '@lockstep/protocol';
import { useEffect, useEffectEvent, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useEditorSettings } from '../../../shared/editor/editor-settings.ts';
import { VERDICT_WORDS } from '../../../shared/ui/messages.ts';
import { RowMenu } from '../../../shared/ui/row-menu.tsx';
import { LoadFailure, Notice, Skeleton } from '../../../shared/ui/states.tsx';
import { type CursorPlace, type EditorMemory, FileEditor, type FileEditorHandle } from '../code/file-editor.tsx';
import { languageOf } from '../code/file-languages.ts';
import type { FileKeeper } from '../files/file-keeper.ts';
import { ProblemForm } from '../form/problem-form.tsx';
import { EXPECTED_VERDICTS, expectedVerdict, fileName } from '../tree/package-files.ts';
import type { TypeClient } from '../types/type-client.ts';
import { ConflictView } from './conflict-view.tsx';
import { FileProblems } from './file-problems.tsx';
import { DRAFT, EDITOR, LANGUAGES, saveWords } from './messages.ts';
import { TypeHelpState } from './type-help-state.tsx';
import { useFileHelp } from './use-file-help.ts';

/** A package needs them under these names. */
const FIXED = new Set(['problem.yaml', 'statement.md', 'starter.py']);

/** Somewhere to go. */
export interface Target {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

export interface EditorPaneProps {
  readonly path: string;
  readonly keeper: FileKeeper;
  readonly memory: EditorMemory;
  readonly types: TypeClient;
  readonly tracks: readonly Track[];
  /** What the check found in this file. */
  readonly faults: readonly PackageFault[];
  readonly target: Target | null;
  /** problem.yaml is shown as text. */
  readonly asSource: boolean;
  readonly onAsSource: (asSource: boolean) => void;
  /** Goes to a line of this file. */
  readonly onGoTo: (line: number) => void;
  /** The target is reached. */
  readonly onArrived: () => void;
  readonly onSave: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
  /** Moves a submission to the folder of another verdict. */
  readonly onVerdict: (verdict: Verdict) => void;
}

export function EditorPane(props: EditorPaneProps) {
  const { path, keeper, faults, target } = props;
  const snapshot = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  const { settings } = useEditorSettings();
  const editor = useRef<FileEditorHandle>(null);
  const [place, setPlace] = useState<CursorPlace>({ line: 1, column: 1 });
  const { help, problems: typeProblems } = useFileHelp(path, props.types, snapshot.content ?? '');
  const asForm = path === 'problem.yaml' && !props.asSource;
  const { content, replaced, status, other } = snapshot;
  const loaded = content !== null;
  const problems = useMemo(
    () => [
      ...faults.map(({ line, key, message }) => ({ line, message: key === '' ? message : `${key}: ${message}` })),
      ...typeProblems,
    ],
    [faults, typeProblems],
  );

  // What came from elsewhere than the editor.
  const takeOver = useEffectEvent(() => editor.current?.replaceAll(keeper.snapshot().content ?? ''));
  useEffect(() => {
    if (replaced > 0) takeOver();
  }, [replaced]);
  // The form gives way to the source first.
  const due = target?.path === path && loaded && !asForm ? target.line : null;
  const arrive = useEffectEvent((line: number) => {
    editor.current?.goToLine(line);
    props.onArrived();
  });
  useEffect(() => {
    if (due !== null) arrive(due);
  }, [due]);

  return (
    <>
      <Head {...props} />
      {other === null || content === null ? null : (
        <ConflictView
          mine={content}
          other={other}
          onKeep={() => keeper.keepMine()}
          onTake={() => {
            const taken = keeper.takeOther();
            if (taken !== null) editor.current?.replaceAll(taken);
          }}
        />
      )}
      {status.kind === 'gone' ? (
        <Notice icon="file" title={EDITOR.gone} text={DRAFT.choose} />
      ) : status.kind === 'failed' ? (
        <LoadFailure error={status.error} retry={() => keeper.hurry()} />
      ) : content === null ? (
        <Skeleton lines={12} className="draft-skeleton" />
      ) : asForm ? (
        <div className="draft-scroll">
          <ProblemForm
            text={content}
            tracks={props.tracks}
            faults={faults}
            onChange={(text) => keeper.edit(text)}
            onSource={() => props.onAsSource(true)}
          />
        </div>
      ) : (
        <FileEditor
          ref={editor}
          path={path}
          initial={content}
          label={EDITOR.label(path)}
          settings={settings}
          memory={props.memory}
          faults={faults}
          help={help}
          onChange={(text) => keeper.edit(text)}
          onCursor={setPlace}
          onSave={props.onSave}
        />
      )}
      <FileProblems problems={problems} onGoTo={props.onGoTo} />
      <div className="draft-foot">
        <span>{LANGUAGES[languageOf(path)]}</span>
        {asForm ? null : <span className="nowrap">{EDITOR.place(place.line, place.column)}</span>}
        {languageOf(path) === 'typescript' ? <TypeHelpState client={props.types} /> : null}
        <span className="spring" />
        <span
          className={`draft-save draft-save-${status.kind}`}
          role="status"
          title={status.kind === 'kept-here' || status.kind === 'not-kept' ? status.reason : undefined}
        >
          {saveWords(status)}
        </span>
        {asForm ? null : <span className="draft-leave">{EDITOR.leave}</span>}
      </div>
    </>
  );
}

function Head(props: EditorPaneProps) {
  const { path } = props;
  const expected = expectedVerdict(path);
  return (
    <div className="draft-head">
      <h2 title={path}>
        <span className="ink3 draft-folder">{path.slice(0, path.length - fileName(path).length)}</span>
        {fileName(path)}
      </h2>
      <span className="spring" />
      {path === 'problem.yaml' ? (
        <fieldset className="segments" aria-label={EDITOR.view}>
          {([false, true] as const).map((source) => (
            <button
              key={String(source)}
              type="button"
              aria-pressed={source === props.asSource}
              onClick={() => props.onAsSource(source)}
            >
              {source ? EDITOR.source : EDITOR.form}
            </button>
          ))}
        </fieldset>
      ) : null}
      {expected === null ? null : (
        <select
          className="select"
          aria-label={EDITOR.expected}
          title={EDITOR.expected}
          value={expected}
          onChange={(event) => {
            const verdict = EXPECTED_VERDICTS.find((one) => one === event.target.value);
            if (verdict !== undefined) props.onVerdict(verdict);
          }}
        >
          {EXPECTED_VERDICTS.map((verdict) => (
            <option key={verdict} value={verdict}>
              {VERDICT_WORDS[verdict].word}
            </option>
          ))}
        </select>
      )}
      {FIXED.has(path) ? null : (
        <RowMenu
          word={EDITOR.fileMenu}
          label={EDITOR.fileMenuOf(path)}
          items={[
            { word: EDITOR.rename, act: props.onRename },
            { word: EDITOR.delete, act: props.onDelete },
          ]}
        />
      )}
    </div>
  );
}
