/** The middle pane: the editor, what must be decided about the draft, and a line of facts. */
import { type ReactNode, type Ref, type RefObject, Suspense, useState } from 'react';
import type { EditorSettings } from '../../../shared/editor/editor-settings.ts';
import type { KeysStatus } from '../../../shared/editor/keys/key-ports.ts';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { lazyPart } from '../../../shared/ui/lazy-part.ts';
import { ariaStroke, isMac, KeyHint, strokeText } from '../../../shared/ui/shortcut.tsx';
import { Skeleton } from '../../../shared/ui/states.tsx';
import type { DraftSnapshot } from '../draft/draft-face.ts';
import { EDITOR, WORKSPACE } from '../messages.ts';
import type { OverlayName } from '../use-overlay.ts';
import { CodeEditor, type CodeEditorHandle, type CursorPlace } from './code-editor.tsx';

const OthersHere = lazyPart(() => import('./others/others-here.tsx'));

export function EditorPane(props: {
  readonly draft: DraftSnapshot;
  readonly atStarter: boolean;
  readonly saveState: ReactNode;
  readonly settings: EditorSettings;
  /** The settings while they are open. */
  readonly popover: ReactNode;
  readonly settingsButton: RefObject<HTMLButtonElement | null>;
  readonly onChange: (source: string) => void;
  readonly onOpen: (overlay: OverlayName) => void;
  /** Opens the settings, or closes them. */
  readonly onSettings: () => void;
  /** Saves the draft now. */
  readonly onSave: () => void;
  /** The chosen keys could not be loaded. */
  readonly onNoKeys: () => void;
  readonly onTakeOther: () => void;
  readonly onKeepMine: () => void;
  readonly onExerciseSeen: () => void;
  /** Goes to a line that somebody points at. */
  readonly onLine: (line: number) => void;
  readonly ref: Ref<CodeEditorHandle>;
}) {
  const { draft } = props;
  const [place, setPlace] = useState<CursorPlace>({ line: 1, column: 1 });
  const [keysStatus, setKeysStatus] = useState<KeysStatus | null>(null);
  const { keys } = props.settings;
  return (
    <>
      <EditorBar {...props} />
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
      {draft.sharing === null ? null : (
        <Suspense>
          <OthersHere sharing={draft.sharing} onLine={props.onLine} />
        </Suspense>
      )}
      <OtherVersion draft={draft} onTake={props.onTakeOther} onKeep={props.onKeepMine} />
      {draft.source === null ? (
        <Skeleton lines={12} className="skeleton-code" />
      ) : (
        <CodeEditor
          key={draft.sharing?.binding.id ?? 0}
          ref={props.ref}
          binding={draft.sharing?.binding ?? null}
          initial={draft.source}
          label={EDITOR.label}
          settings={props.settings}
          onChange={props.onChange}
          onCursor={setPlace}
          keyPorts={{ save: props.onSave, openCommands: () => props.onOpen('palette'), say: setKeysStatus }}
          onNoKeys={props.onNoKeys}
        />
      )}
      <div className="editor-foot">
        {keys === 'standard' || keysStatus === null ? (
          <span className="editor-language">{EDITOR.language}</span>
        ) : (
          <span className="editor-keys">
            <b role="status">{keysStatus.mode}</b>
            <code aria-hidden="true">{keysStatus.pending}</code>
          </span>
        )}
        <span className="nowrap">{EDITOR.place(place.line, place.column)}</span>
        <span className="spring" />
        <span className="editor-save">{props.saveState}</span>
        <span className="editor-hint">{EDITOR.leave}</span>
        <button
          type="button"
          className="editor-commands"
          aria-haspopup="dialog"
          aria-keyshortcuts={ariaStroke('mod+k', isMac())}
          onClick={() => props.onOpen('palette')}
        >
          <KeyHint keys={[strokeText('mod+k', isMac())]} />
          {WORKSPACE.commands}
        </button>
      </div>
    </>
  );
}

function EditorBar(props: Parameters<typeof EditorPane>[0]) {
  const { draft, atStarter, onOpen } = props;
  const loading = draft.source === null ? WORKSPACE.editorLoading : null;
  const resetBlocked = loading ?? (atStarter ? EDITOR.isStarter : null);
  return (
    <div className="pane-head editor-bar">
      <Icon name="file" className="ink3 editor-bar-icon" />
      <h2>{EDITOR.file}</h2>
      <span className="spring" />
      <button
        type="button"
        className="button quiet small"
        disabled={loading !== null}
        title={loading ?? EDITOR.compareTitle}
        aria-haspopup="dialog"
        onClick={() => onOpen('compare')}
      >
        <Icon name="compare" small />
        {EDITOR.compare}
      </button>
      <button
        type="button"
        className="button quiet small"
        disabled={resetBlocked !== null}
        title={resetBlocked ?? EDITOR.resetTitle}
        aria-label={EDITOR.resetTitle}
        aria-haspopup="dialog"
        onClick={() => onOpen('reset')}
      >
        <Icon name="restart" small />
        {EDITOR.reset}
      </button>
      <button
        ref={props.settingsButton}
        type="button"
        className="button quiet small square"
        disabled={loading !== null}
        title={loading ?? EDITOR.settings}
        aria-label={EDITOR.settings}
        aria-haspopup="dialog"
        aria-expanded={props.popover !== null}
        onClick={props.onSettings}
      >
        <Icon name="settings" small />
      </button>
      {props.popover}
    </div>
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
