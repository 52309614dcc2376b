/** The workspace of one exercise: statement, editor, result. Mounted anew for another exercise. */
import type { ExerciseView, SubmissionId, SubmissionMode } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { exerciseQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { DifficultyMark } from '../../shared/ui/difficulty.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { type LayoutMode, useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { SHELL } from '../../shared/ui/messages.ts';
import { scroller } from '../../shared/ui/scroller.ts';
import { strokeOf } from '../../shared/ui/shortcut.tsx';
import { LoadFailure, NotFoundPage, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { panelId, Tabs, tabId } from '../../shared/ui/tabs.tsx';
import { VERDICT_FACES } from '../../shared/ui/verdict.tsx';
import { useDraft } from './draft/use-draft.ts';
import type { CodeEditorHandle } from './editor/code-editor.tsx';
import { EditorPane } from './editor/editor-pane.tsx';
import { Splitter, usePaneWidths } from './layout.tsx';
import { EDITOR, RESULT, WORKSPACE } from './messages.ts';
import type { FollowState } from './result/follower.ts';
import { errorSpot, locateLine } from './result/panel-state.ts';
import { ResultPane, type ResultTab } from './result/result-pane.tsx';
import { Statement } from './statement-pane.tsx';
import { Toast, type ToastText } from './toast.tsx';
import { type SendFailure, useSubmissions } from './use-submissions.ts';
import { Actions, SaveState, WorkspaceBar } from './workspace-bar.tsx';
import './workspace.css';

export function WorkspacePage(props: {
  readonly slug: string;
  /** The submission that the address asks for, null for the latest. */
  readonly opened: SubmissionId | null;
  readonly onOpen: (id: SubmissionId | null) => void;
}) {
  const { api } = useServices();
  const exercise = useQuery(exerciseQuery(api, props.slug));
  if (exercise.data !== undefined) return <Workspace {...props} exercise={exercise.data} />;
  if (exercise.error instanceof ApiError && (exercise.error.status === 404 || exercise.error.status === 400)) {
    return <NotFoundPage />;
  }
  return (
    <div className="workspace">
      <AppBar brandName left={null} />
      <main className="workspace-loading" id="content">
        {exercise.error === null ? (
          <>
            <p className="sr" role="status">
              {SHELL.loading}
            </p>
            <Skeleton lines={8} />
            <Skeleton lines={12} />
            <Skeleton lines={5} />
          </>
        ) : (
          <LoadFailure error={exercise.error} retry={() => void exercise.refetch()} level="h1" />
        )}
      </main>
    </div>
  );
}

type PaneTab = 'statement' | 'code' | 'result';

function Workspace(props: {
  readonly exercise: ExerciseView;
  readonly opened: SubmissionId | null;
  readonly onOpen: (id: SubmissionId | null) => void;
}) {
  const { exercise, opened, onOpen } = props;
  useTitle(exercise.title);
  const { draft, keeper } = useDraft(exercise);
  const submissions = useSubmissions(exercise.slug, opened);
  const editor = useRef<CodeEditorHandle>(null);
  const [source, setSource] = useState<string | null>(null);
  const [paneTab, setPaneTab] = useState<PaneTab>(opened === null ? 'statement' : 'result');
  const [resultTab, setResultTab] = useState<ResultTab>('result');
  const [toast, setToast] = useState<ToastText | null>(null);
  const closeToast = useCallback(() => setToast(null), []);
  const mode = useLayoutMode();
  const { widths, resize } = usePaneWidths();
  const current = source ?? draft.source;

  const say = (text: string) => setToast((before) => ({ id: (before?.id ?? 0) + 1, text }));
  const change = (text: string) => {
    setSource(text);
    keeper.edit(text);
  };
  const put = (text: string, words: string) => {
    editor.current?.replaceAll(text);
    say(words);
  };

  // The keeper took the server's text over before anything was typed.
  const takeOver = useEffectEvent(() => {
    if (draft.source !== null) editor.current?.replaceAll(draft.source);
  });
  const { replaced } = draft;
  useEffect(() => {
    if (replaced > 0) takeOver();
  }, [replaced]);

  const send = async (sendMode: SubmissionMode) => {
    if (current === null || submissions.sending !== null) return;
    setPaneTab('result');
    setResultTab('result');
    const sent = await submissions.send(sendMode, current);
    if (sent && opened !== null) onOpen(null);
  };
  useSendKeys(send);
  useErrorMark(editor, submissions.state, current);

  const lineNow = (line: number): number | null => {
    const { state } = submissions;
    return state.kind === 'shown' && current !== null ? locateLine(state.submission.source, current, line) : null;
  };
  const goToLine = (line: number) => {
    setPaneTab('code');
    // The pane may be hidden until the next frame.
    requestAnimationFrame(() => editor.current?.goToLine(lineNow(line) ?? line));
  };
  const showLine = (line: number | null) => editor.current?.showLine(line === null ? null : lineNow(line));
  const actions = (
    <Actions
      sending={submissions.sending}
      blocked={current === null ? WORKSPACE.editorLoading : null}
      onSend={(sendMode) => void send(sendMode)}
    />
  );
  const saveState = <SaveState status={draft.status} />;
  const shows = visiblePanes(mode, paneTab);

  return (
    <div className="workspace">
      <WorkspaceBar exercise={exercise} status={draft.status} actions={mode === 'narrow' ? null : actions} />
      <main
        className={`panes panes-${mode}`}
        id="content"
        style={
          {
            '--statement-width': `${widths.statement}px`,
            '--result-width': `${widths.result}px`,
          } as React.CSSProperties
        }
      >
        {mode === 'wide' ? null : <PaneTabs mode={mode} selected={shownTab(mode, paneTab)} onSelect={setPaneTab} />}
        <section className="pane pane-statement" {...paneProps('statement', mode, shows)}>
          <div className="pane-head">
            <h2>{WORKSPACE.statement}</h2>
            <span className="spring" />
            <DifficultyMark difficulty={exercise.difficulty} />
          </div>
          <div className="pane-scroll" {...scroller(WORKSPACE.statement)}>
            <Statement exercise={exercise} />
          </div>
        </section>
        {mode === 'narrow' ? null : (
          <Splitter
            pane={mode === 'wide' ? 'statement' : 'result'}
            side="left"
            width={mode === 'wide' ? widths.statement : widths.result}
            label={mode === 'wide' ? WORKSPACE.statementWidth : WORKSPACE.resultWidth}
            controls={panelId('panes', 'statement')}
            onResize={resize}
          />
        )}
        <section className="pane pane-code" {...paneProps('code', mode, shows)}>
          <EditorPane
            ref={editor}
            draft={draft}
            atStarter={current === exercise.starter}
            saveState={saveState}
            onChange={change}
            onReset={() => put(exercise.starter, EDITOR.wasReset)}
            onTakeOther={() => {
              const other = keeper.takeOther();
              if (other !== null) put(other, EDITOR.tookOther);
            }}
            onKeepMine={() => keeper.keepMine()}
            onExerciseSeen={() => keeper.acknowledgeExercise()}
          />
        </section>
        {mode === 'wide' ? (
          <Splitter
            pane="result"
            side="right"
            width={widths.result}
            label={WORKSPACE.resultWidth}
            controls={panelId('panes', 'result')}
            onResize={resize}
          />
        ) : null}
        <section className="pane pane-result" {...paneProps('result', mode, shows)}>
          <ResultPane
            exercise={exercise}
            state={submissions.state}
            tab={resultTab}
            onTab={setResultTab}
            opened={opened}
            onOpen={onOpen}
            sending={submissions.sending !== null}
            sendFailure={
              submissions.failure === null ? null : (
                <NotSent failure={submissions.failure} onRetry={(sendMode) => void send(sendMode)} />
              )
            }
            onGoToLine={goToLine}
            onShowLine={showLine}
            onRestore={(submission) => put(submission.source, EDITOR.wasRestored(submission.number))}
            isCurrentText={(text) => text === current}
            onRetry={submissions.retry}
          />
        </section>
      </main>
      {mode === 'narrow' ? <div className="action-bar">{actions}</div> : null}
      <Toast toast={toast} onUndo={() => editor.current?.undo()} onClose={closeToast} />
      <p className="sr" aria-live="polite">
        {announcement(submissions.state)}
      </p>
    </div>
  );
}

/** Beside the editor there is one other pane; the tab of the code then stands for the statement. */
function shownTab(mode: LayoutMode, tab: PaneTab): PaneTab {
  return mode === 'split' && tab === 'code' ? 'result' : tab;
}

function visiblePanes(mode: LayoutMode, tab: PaneTab): ReadonlySet<PaneTab> {
  switch (mode) {
    case 'wide':
      return new Set(['statement', 'code', 'result']);
    case 'split':
      return new Set(['code', shownTab(mode, tab)]);
    case 'narrow':
      return new Set([tab]);
    default:
      return mode satisfies never;
  }
}

/** A pane is a tab panel where tabs choose it, and a plain section where it always shows. */
function paneProps(name: PaneTab, mode: LayoutMode, shows: ReadonlySet<PaneTab>) {
  const isPanel = mode === 'narrow' || (mode === 'split' && name !== 'code');
  return {
    id: panelId('panes', name),
    hidden: !shows.has(name),
    ...(isPanel ? { role: 'tabpanel', 'aria-labelledby': tabId('panes', name) } : { 'aria-label': WORKSPACE[name] }),
  };
}

function PaneTabs(props: {
  readonly mode: LayoutMode;
  readonly selected: PaneTab;
  readonly onSelect: (tab: PaneTab) => void;
}) {
  const names: readonly PaneTab[] = props.mode === 'narrow' ? ['statement', 'code', 'result'] : ['statement', 'result'];
  return (
    <div className="pane-choice">
      <Tabs
        id="panes"
        className="segments"
        label={WORKSPACE.panes}
        tabs={names.map((name) => ({ name, label: WORKSPACE[name] }))}
        selected={props.selected}
        onSelect={props.onSelect}
      />
    </div>
  );
}

function NotSent(props: { readonly failure: SendFailure; readonly onRetry: (mode: SubmissionMode) => void }) {
  return (
    <div className="not-sent" role="alert">
      <Icon name="offline" />
      <div>
        <b>{WORKSPACE.notSentTitle}</b>
        <p>
          {props.failure.error.message} {WORKSPACE.notSentText}
        </p>
      </div>
      <button type="button" className="button small" onClick={() => props.onRetry(props.failure.mode)}>
        {WORKSPACE.retry}
      </button>
    </div>
  );
}

/** The two bindings work everywhere on the page, also inside the editor, which has other plans for them. */
function useSendKeys(send: (mode: SubmissionMode) => Promise<void>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const stroke = strokeOf(event);
    if (stroke === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) void send(stroke === 'mod+enter' ? 'samples' : 'full');
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener, { capture: true });
    return () => document.removeEventListener('keydown', listener, { capture: true });
  }, []);
}

/** Marks the line that the shown submission's error points to, where that line is still in the editor. */
function useErrorMark(
  editor: React.RefObject<CodeEditorHandle | null>,
  state: FollowState,
  current: string | null,
): void {
  const submission = state.kind === 'shown' ? state.submission : null;
  const spot = submission === null ? null : errorSpot(submission.panel);
  const ready = current !== null;
  const key = `${ready} ${submission?.id} ${spot?.line} ${spot?.text}`;
  const mark = useEffectEvent((shown: string) => {
    if (current === null || shown !== key) return;
    const line = spot === null || submission === null ? null : locateLine(submission.source, current, spot.line);
    editor.current?.mark(line === null || spot === null ? null : { line, text: spot.text });
  });
  // Only when another error is shown: an edit removes the mark, and it must not come back by itself.
  useEffect(() => mark(key), [key]);
}

/** What a screen reader hears when judging begins and ends. */
function announcement(state: FollowState): string {
  if (state.kind !== 'shown') return '';
  if (state.submission.cancelled) return `${RESULT.cancelledTitle} ${RESULT.cancelledText}`;
  const { stage } = state.submission.panel;
  if (stage.kind !== 'finished') return 'Judging';
  const { verdict, sentence } = stage.result;
  return `${VERDICT_FACES[verdict].word}. ${sentence}`;
}
