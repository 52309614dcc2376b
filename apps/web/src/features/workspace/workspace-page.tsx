/** The workspace of one exercise: statement, editor, result. Mounted anew for another exercise. */
import type { ExerciseView, SubmissionId } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ApiError } from '../../shared/api/http.ts';
import { exerciseQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { useEditorSettings } from '../../shared/editor/editor-settings.ts';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { DifficultyMark } from '../../shared/ui/difficulty.tsx';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { lazyPart } from '../../shared/ui/lazy-part.ts';
import { SHELL } from '../../shared/ui/messages.ts';
import { scroller } from '../../shared/ui/scroller.ts';
import { LoadFailure, NotFoundPage, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { panelId } from '../../shared/ui/tabs.tsx';
import type { WorkspaceControls } from './commands/workspace-commands.ts';
import { useDraft } from './draft/use-draft.ts';
import type { CodeEditorHandle } from './editor/code-editor.tsx';
import { EditorPane } from './editor/editor-pane.tsx';
import { useErrorMark } from './editor/use-error-mark.ts';
import { useFirstVisit } from './first-visit/use-first-visit.ts';
import { Splitter, usePaneWidths } from './layout.tsx';
import { EDITOR, RESULT, savedWords, WORKSPACE } from './messages.ts';
import { callFault } from './own/call-fault.ts';
import { type PaneTab, PaneTabs, paneProps, shownTab, visiblePanes } from './pane-tabs.tsx';
import { announcement } from './result/announcement.ts';
import { isUnderWay } from './result/follower.ts';
import { NotSent } from './result/not-sent.tsx';
import { locateLine } from './result/panel-state.ts';
import { ResultPane, type ResultTab } from './result/result-pane.tsx';
import { Statement } from './statement-pane.tsx';
import { Toast, type ToastText } from './toast.tsx';
import { useOverlay } from './use-overlay.ts';
import { useSubmissions } from './use-submissions.ts';
import { Actions, SaveState, WorkspaceBar } from './workspace-bar.tsx';
import { useWorkspaceKeys } from './workspace-keys.ts';
import { WorkspaceOverlay } from './workspace-overlay.tsx';
import './workspace.css';

/** CSS pixels. */
const ABOVE_SCHEDULE = 120;

const FirstVisitStrip = lazyPart(() => import('./first-visit/first-visit-strip.tsx'));

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
  const firstVisit = useFirstVisit(exercise.slug);
  const [looked, setLooked] = useState(false);
  const [toast, setToast] = useState<ToastText | null>(null);
  const closeToast = useCallback(() => setToast(null), []);
  const mode = useLayoutMode();
  const { widths, resize } = usePaneWidths();
  const { api } = useServices();
  const { settings, change: changeSettings } = useEditorSettings();
  const settingsButton = useRef<HTMLButtonElement>(null);
  const ownButton = useRef<HTMLButtonElement>(null);
  const panes = useRef<HTMLElement>(null);
  const current = source ?? draft.source;

  const say = (text: string, undo: string | null) => setToast((before) => ({ id: (before?.id ?? 0) + 1, text, undo }));
  const overlays = useOverlay(() => say(WORKSPACE.notLoaded, null));
  const change = (text: string) => {
    setSource(text);
    keeper.edit(text);
    // What it offers to undo would now be something else.
    closeToast();
  };
  const put = (text: string, words: string, undo: string = EDITOR.undo) => {
    editor.current?.replaceAll(text);
    say(words, undo);
  };

  // The keeper took the server's text over before anything was typed.
  const takeOver = useEffectEvent(() => {
    if (draft.source === null) return;
    setSource(draft.source);
    // An editor that is shared was made anew with it.
    if (draft.sharing === null) editor.current?.replaceAll(draft.source);
  });
  const { replaced } = draft;
  useEffect(() => {
    if (replaced > 0) takeOver();
  }, [replaced]);
  const tooLong = draft.sharing?.tooLong ?? 0;
  const sayTooLong = useEffectEvent(() => say(EDITOR.tooLong, null));
  useEffect(() => {
    if (tooLong > 0) sayTooLong();
  }, [tooLong]);

  const editorBlocked = current === null ? WORKSPACE.editorLoading : null;
  const sendBlocked = editorBlocked ?? (submissions.sending === null ? null : WORKSPACE.sending);
  const showResult = () => {
    setPaneTab('result');
    setResultTab('result');
  };
  const send = async (sendMode: 'samples' | 'full') => {
    if (current === null || sendBlocked !== null) return;
    showResult();
    const fault = await submissions.send({ mode: sendMode }, current);
    if (fault === null && opened !== null) onOpen(null);
  };
  /** What is wrong with the call stands beside it: the result shows when there is one. */
  const runOwn = async (call: string): Promise<string | null> => {
    if (current === null || sendBlocked !== null) return sendBlocked;
    const fault = await submissions.send({ mode: 'own', call }, current);
    if (fault !== null) return callFault(fault);
    showResult();
    if (opened !== null) onOpen(null);
    return null;
  };
  useWorkspaceKeys(overlays, (sendMode) => void send(sendMode));
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
  const showLine = (line: number | null) => {
    setLooked(true);
    editor.current?.showLine(line === null ? null : lineNow(line));
  };
  const showSchedule = () => {
    flushSync(showResult);
    const pane = panes.current?.querySelector('.pane-result .pane-scroll');
    const schedule = pane?.querySelector<HTMLElement>('.timeline-rows');
    if (pane == null || schedule == null) return;
    schedule.focus({ preventScroll: true });
    // Only the pane scrolls, until the words above the schedule show as well.
    pane.scrollTop += schedule.getBoundingClientRect().top - pane.getBoundingClientRect().top - ABOVE_SCHEDULE;
  };
  /** Elsewhere the editor always shows, and the tab chooses what stands beside it. */
  const showCode = () => {
    if (mode === 'narrow') flushSync(() => setPaneTab('code'));
  };
  const { state: followed } = submissions;
  const judged = followed.kind === 'shown' && isUnderWay(followed.submission) ? followed.submission.id : null;
  const controls: WorkspaceControls = {
    sendBlocked,
    judging: judged !== null,
    editorBlocked,
    keys: settings.keys,
    chooseKeys: (keys) => changeSettings({ ...settings, keys }),
    resetBlocked: editorBlocked ?? (current === exercise.starter ? EDITOR.isStarter : null),
    send: (sendMode) => void send(sendMode),
    cancel: () => {
      if (judged !== null) api.cancel(judged).catch(() => say(RESULT.notCancelled, null));
    },
    open: (overlay) => {
      if (overlay === 'settings') showCode();
      overlays.open(overlay);
    },
    edit: (action) => {
      showCode();
      editor.current?.focus();
      editor.current?.[action]();
    },
    goTo: (place) => {
      if (place === 'code') {
        showCode();
        editor.current?.focus();
        return;
      }
      flushSync(() => {
        setPaneTab(paneOf(place));
        if (place !== 'statement') setResultTab(place);
      });
      panes.current?.querySelector<HTMLElement>(`#${panelId('panes', paneOf(place))} .pane-scroll`)?.focus();
    },
  };
  const replaceAndClose = (text: string, words: string, undo: string) => {
    flushSync(overlays.close);
    showCode();
    put(text, words, undo);
    // There its undo works at once. On a phone that would bring up the keyboard.
    if (mode !== 'narrow') editor.current?.focus();
  };
  const SettingsView = overlays.shown?.name === 'settings' ? overlays.shown.View : null;
  const OwnView = overlays.shown?.name === 'own' ? overlays.shown.View : null;
  const actions = (
    <Actions
      blocked={sendBlocked}
      onSend={(sendMode) => void send(sendMode)}
      onOwn={() => (OwnView === null ? overlays.open('own') : overlays.close())}
      ownButton={ownButton}
      popover={
        OwnView === null ? null : (
          <OwnView
            exercise={exercise}
            blocked={sendBlocked}
            onRun={runOwn}
            opener={ownButton}
            onClose={overlays.close}
          />
        )
      }
    />
  );
  const saveState = <SaveState status={draft.status} />;
  const shows = visiblePanes(mode, paneTab);

  return (
    <div className="workspace">
      <WorkspaceBar exercise={exercise} status={draft.status} actions={mode === 'narrow' ? null : actions} />
      {firstVisit.shown ? (
        <Suspense>
          <FirstVisitStrip
            slug={exercise.slug}
            state={submissions.state}
            looked={looked}
            onShowSchedule={showSchedule}
            onClose={firstVisit.close}
          />
        </Suspense>
      ) : null}
      <main
        ref={panes}
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
            settings={settings}
            settingsButton={settingsButton}
            popover={
              SettingsView === null ? null : (
                <SettingsView
                  settings={settings}
                  onChange={changeSettings}
                  onClose={overlays.close}
                  opener={settingsButton}
                />
              )
            }
            onOpen={overlays.open}
            onSave={() => void keeper.saveNow().then((status) => say(savedWords(status), null))}
            onNoKeys={() => say(WORKSPACE.notLoaded, null)}
            onSettings={() => (SettingsView === null ? overlays.open('settings') : overlays.close())}
            onTakeOther={() => {
              const other = keeper.takeOther();
              if (other !== null) put(other, EDITOR.tookOther);
            }}
            onKeepMine={() => keeper.keepMine()}
            onExerciseSeen={() => keeper.acknowledgeExercise()}
            onLine={(line) => editor.current?.goToLine(line)}
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
            onRunSamples={sendBlocked === null ? () => void send('samples') : null}
            onToCode={() => controls.goTo('code')}
          />
        </section>
      </main>
      {mode === 'narrow' ? <div className="action-bar">{actions}</div> : null}
      <WorkspaceOverlay
        overlay={overlays.shown}
        exercise={exercise}
        current={current}
        controls={controls}
        onReset={() => replaceAndClose(exercise.starter, EDITOR.wasReset, EDITOR.undoReset)}
        onTake={(text, name) => replaceAndClose(text, EDITOR.wasTaken(name), EDITOR.undo)}
        onClose={overlays.close}
      />
      <Toast toast={toast} onUndo={() => editor.current?.undo()} onClose={closeToast} />
      <p className="sr" aria-live="polite">
        {announcement(submissions.state)}
      </p>
    </div>
  );
}

/** The history is a tab of the result's pane. */
function paneOf(place: PaneTab | 'history'): PaneTab {
  return place === 'history' ? 'result' : place;
}
