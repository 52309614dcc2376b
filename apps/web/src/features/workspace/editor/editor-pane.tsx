/** The middle pane: the editor, what must be decided about the draft, and a line of facts. */
import type { ReactNode, Ref } from 'react';
import { useState } from 'react';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Skeleton } from '../../../shared/ui/states.tsx';
import type { DraftSnapshot } from '../draft/draft-keeper.ts';
import { EDITOR } from '../messages.ts';
import { CodeEditor, type CodeEditorHandle, type CursorPlace } from './code-editor.tsx';

export function EditorPane(props: {
  readonly draft: DraftSnapshot;
  readonly atStarter: boolean;
  readonly saveState: ReactNode;
  readonly onChange: (source: string) => void;
  readonly onReset: () => void;
  readonly onTakeOther: () => void;
  readonly onKeepMine: () => void;
  readonly onExerciseSeen: () => void;
  readonly ref: Ref<CodeEditorHandle>;
}) {
  const { draft } = props;
  const [place, setPlace] = useState<CursorPlace>({ line: 1, column: 1 });
  return (
    <>
      <div className="pane-head">
        <Icon name="file" className="ink3" />
        <h2>{EDITOR.file}</h2>
        <span className="spring" />
        <button
          type="button"
          className="button quiet small"
          disabled={props.atStarter}
          title={props.atStarter ? EDITOR.isStarter : undefined}
          onClick={props.onReset}
        >
          <Icon name="restart" small />
          {EDITOR.reset}
        </button>
      </div>
      {draft.exerciseChanged ? (
        <div className="strip" role="status">
          <Icon name="file" small />
          <span>{EDITOR.exerciseChanged}</span>
          <span className="spring" />
          <button type="button" className="button small" onClick={props.onExerciseSeen}>
            {EDITOR.understood}
          </button>
        </div>
      ) : null}
      <OtherVersion draft={draft} onTake={props.onTakeOther} onKeep={props.onKeepMine} />
      {draft.source === null ? (
        <Skeleton lines={12} className="skeleton-code" />
      ) : (
        <CodeEditor
          ref={props.ref}
          initial={draft.source}
          label={EDITOR.label}
          onChange={props.onChange}
          onCursor={setPlace}
        />
      )}
      <div className="editor-foot">
        <span>{EDITOR.language}</span>
        <span className="nowrap">{EDITOR.place(place.line, place.column)}</span>
        <span className="spring" />
        <span className="editor-save">{props.saveState}</span>
        <span className="editor-hint">{EDITOR.leave}</span>
      </div>
    </>
  );
}

function OtherVersion(props: {
  readonly draft: DraftSnapshot;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}) {
  const { other } = props.draft;
  if (other === null) return null;
  return (
    <div className="other-version" role="alert">
      <p>
        <Icon name="people" small />
        {other.where === 'server' ? EDITOR.conflictServer(other.at) : EDITOR.conflictBrowser(other.at)}
      </p>
      <details>
        <summary>{EDITOR.showOther}</summary>
        <PythonCode source={other.source} label={EDITOR.otherLabel} numbered />
      </details>
      <div className="row wrap">
        <button type="button" className="button small" onClick={props.onTake}>
          {EDITOR.takeOther}
        </button>
        <button type="button" className="button small" onClick={props.onKeep}>
          {EDITOR.keepMine}
        </button>
      </div>
    </div>
  );
}
