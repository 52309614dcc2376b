/** The right-hand pane: the shown submission, or the list of all. */
import type { ExerciseView, SubmissionId } from '@lockstep/protocol';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { formatAgo, formatMs } from '../../../shared/format.ts';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { ProgressGraph } from '../../../shared/ui/progress-graph.tsx';
import { progressGraph } from '../../../shared/ui/progress-graph-model.ts';
import { LoadFailure, Skeleton, useOnline } from '../../../shared/ui/states.tsx';
import { Tabs, tabPanel } from '../../../shared/ui/tabs.tsx';
import { RESULT, WORKSPACE } from '../messages.ts';
import { ExplorationResult } from './exploration.tsx';
import { type Followed, type FollowState, isUnderWay } from './follower.ts';
import { HistoryList } from './history-list.tsx';
import { PhasesStrip } from './phases-strip.tsx';
import { TestsTable } from './tests-table.tsx';
import { VerdictHead } from './verdict-head.tsx';

export type ResultTab = 'result' | 'history';

export function ResultPane(props: {
  readonly exercise: ExerciseView;
  readonly state: FollowState;
  readonly tab: ResultTab;
  readonly onTab: (tab: ResultTab) => void;
  /** An older submission was asked for by the address. */
  readonly opened: SubmissionId | null;
  readonly onOpen: (id: SubmissionId | null) => void;
  readonly sending: boolean;
  readonly sendFailure: ReactNode;
  readonly onGoToLine: (line: number) => void;
  /** Shows a line without going there; null: no more. */
  readonly onShowLine: (line: number | null) => void;
  readonly onRestore: (submission: Followed) => void;
  readonly isCurrentText: (source: string) => boolean;
  readonly onRetry: () => void;
  /** Runs the samples; null while nothing can be sent. */
  readonly onRunSamples: (() => void) | null;
  readonly onToCode: () => void;
}) {
  const { state, tab } = props;
  const submission = state.kind === 'shown' ? state.submission : null;
  return (
    <>
      <div className="pane-head">
        <h2 className="sr">{WORKSPACE.result}</h2>
        <Tabs
          id="outcome"
          className="pane-tabs"
          label={WORKSPACE.result}
          tabs={[
            { name: 'result', label: WORKSPACE.result },
            { name: 'history', label: WORKSPACE.history },
          ]}
          selected={tab}
          onSelect={props.onTab}
        />
        <span className="spring" />
        <span className="small ink3 pane-meta" role="status">
          {props.sending ? RESULT.sending : submission === null ? '' : meta(submission)}
        </span>
      </div>
      <div className="pane-scroll" {...tabPanel('outcome', tab)}>
        {props.opened === null ? null : (
          <div className="strip">
            <Icon name="clock" small />
            <span>
              {submission === null ? '' : `${nameOf(submission)}, ${formatAgo(submission.createdAt, Date.now())}`}
            </span>
            <span className="spring" />
            <button type="button" className="button small" onClick={() => props.onOpen(null)}>
              {RESULT.backToLatest}
            </button>
          </div>
        )}
        {props.sendFailure}
        {tab === 'history' ? (
          <HistoryList
            slug={props.exercise.slug}
            shown={submission?.id ?? null}
            onToCode={props.onToCode}
            onOpen={(id) => {
              props.onOpen(id);
              props.onTab('result');
            }}
          />
        ) : (
          <ResultBody {...props} />
        )}
      </div>
    </>
  );
}

function meta(submission: Followed): string {
  const parts = [nameOf(submission)];
  const { judgingMs, mode } = submission;
  if (judgingMs !== null) parts.push((mode === 'own' ? RESULT.ranIn : RESULT.judgedIn)(formatMs(judgingMs)));
  return parts.join(', ');
}

function nameOf({ mode, call, number }: Followed): string {
  switch (mode) {
    case 'samples':
      return RESULT.samplesRun;
    case 'own':
      return RESULT.ownRun(call ?? '');
    case 'full':
      return RESULT.submission(number);
    default:
      return mode satisfies never;
  }
}

function ResultBody(props: Parameters<typeof ResultPane>[0]) {
  const { state } = props;
  switch (state.kind) {
    case 'nothing':
      return <EmptyResult onRun={props.onRunSamples} />;
    case 'loading':
      return <Skeleton lines={5} className="skeleton-result" />;
    case 'failed':
      return <LoadFailure error={state.error} retry={props.onRetry} />;
    case 'shown': {
      const { submission } = state;
      return (
        <>
          <Connection submission={submission} />
          <VerdictHead submission={submission} onGoToLine={props.onGoToLine} />
          <CancelButton key={`c-${submission.id}`} submission={submission} />
          <PhasesStrip panel={submission.panel} />
          <ExplorationResult
            key={`x-${submission.id}`}
            slug={props.exercise.slug}
            id={submission.id}
            mode={submission.mode}
            panel={submission.panel}
            onGoToLine={props.onGoToLine}
            onShowLine={props.onShowLine}
          />
          {submission.mode === 'own' ? null : (
            <TestsTable
              // Which rows are open belongs to one submission.
              key={submission.id}
              panel={submission.panel}
              samples={props.exercise.samples}
              onGoToLine={props.onGoToLine}
            />
          )}
          <SubmittedCode {...props} submission={submission} />
        </>
      );
    }
    default:
      return state satisfies never;
  }
}

/** A quiet line while the stream is broken; nothing when it is not needed. */
function Connection({ submission }: { readonly submission: Followed }) {
  const { live } = useServices();
  const status = useSyncExternalStore(live.subscribe, live.status);
  const online = useOnline();
  const words = submission.lost
    ? RESULT.lost
    : !isUnderWay(submission)
      ? null
      : !online
        ? RESULT.offline
        : status === 'waiting'
          ? RESULT.reconnecting
          : null;
  return (
    <div role="status">
      {words === null ? null : (
        <p className="strip strip-quiet">
          <Icon name="offline" small />
          {words}
        </p>
      )}
    </div>
  );
}

/** While it waits or is judged; the stream tells when it is cancelled. */
function CancelButton({ submission }: { readonly submission: Followed }) {
  const { api } = useServices();
  const [state, setState] = useState<'idle' | 'asked' | 'failed'>('idle');
  if (!isUnderWay(submission)) return null;
  const cancel = () => {
    setState('asked');
    api.cancel(submission.id).catch(() => setState('failed'));
  };
  return (
    <p className="cancel">
      <button type="button" className="button small" disabled={state === 'asked'} onClick={cancel}>
        {state === 'asked' ? RESULT.cancelling : RESULT.cancel}
      </button>{' '}
      <span role="status">{state === 'failed' ? RESULT.notCancelled : ''}</span>
    </p>
  );
}

function SubmittedCode(props: Parameters<typeof ResultPane>[0] & { readonly submission: Followed }) {
  const { submission } = props;
  const same = props.isCurrentText(submission.source);
  return (
    <details className="submitted">
      <summary>{RESULT.submittedCode}</summary>
      <PythonCode source={submission.source} label={RESULT.submittedCode} numbered />
      <button
        type="button"
        className="button small"
        disabled={same}
        title={same ? RESULT.sameCode : undefined}
        onClick={() => props.onRestore(submission)}
      >
        <Icon name="undo" small />
        {same ? RESULT.sameCode : RESULT.restore}
      </button>
    </details>
  );
}

function EmptyResult({ onRun }: { readonly onRun: (() => void) | null }) {
  return (
    <div className="result-empty">
      <ProgressGraph graph={progressGraph('arwlarwlx')} size={112} label={RESULT.graphLabel} quiet />
      <h3>{RESULT.emptyTitle}</h3>
      <p className="ink2">{RESULT.emptyText}</p>
      <div className="row">
        <button type="button" className="button" disabled={onRun === null} onClick={onRun ?? undefined}>
          <Icon name="play" small />
          {RESULT.emptyAction}
        </button>
      </div>
    </div>
  );
}
