/** The page of a sitting that has begun: the code in the middle, what was done beside it, its time below. */
import type { SittingRow, Slug, SubmissionSummary } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { interviewKeys, type TimedInterview } from '../../shared/api/interviews-api.ts';
import { EndDialog, TimeDialog } from '../../shared/sitting/sitting-dialogs.tsx';
import { useStable } from '../../shared/timeline/use-stable.ts';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { LoadFailure } from '../../shared/ui/states.tsx';
import { Attempts } from './attempts/attempts.tsx';
import { CodePane } from './code/code-pane.tsx';
import { FactList } from './facts/fact-list.tsx';
import { lookAt } from './facts/facts.ts';
import { followedSlug } from './followed.ts';
import { LiveBar } from './live-bar.tsx';
import type { LivePageProps } from './live-props.ts';
import { CODE, LIVE } from './messages.ts';
import { chosenPane, type LivePane, PaneTabs, paneProps, SidePane, tabsOf } from './panes.tsx';
import { nextMark } from './playback/playback.ts';
import { Strips } from './strips.tsx';
import { TimelinePane } from './timeline/timeline-pane.tsx';
import { useLiveCode, usePast } from './use-code.ts';
import { useLiveKeys } from './use-live-keys.ts';
import { usePlace } from './use-place.ts';
import { useLive, useLiveSnapshot, useMoments, useRecordings, useWork } from './use-sitting-data.ts';
import { exercisesOf, pastOf, useSittingModel } from './use-sitting-model.ts';
import { useSpan } from './use-span.ts';

export function SittingView(
  props: LivePageProps & {
    readonly interview: TimedInterview;
    readonly row: SittingRow;
    readonly startedAt: string;
  },
) {
  const { interview, row, aside } = props;
  const runsByRow = row.state === 'running';
  const live = useLive(row.id, runsByRow);
  const snapshot = useLiveSnapshot(live);
  const { clock, people, end, status, you } = snapshot;
  const runs = runsByRow && (clock === null || clock.state === 'running');
  useRenewOn(`${clock?.state} ${clock?.endsAt}`);
  const endsAt = clock?.endsAt ?? row.endsAt;
  const offsetMs = clock?.offsetMs ?? interview.offsetMs;

  const exercises = useMemo(() => exercisesOf(row.items), [row.items]);
  const [slugs] = useState(() => exercises.map(({ slug }) => slug));
  const titles = useMemo(() => new Map(row.items.map(({ slug, title }) => [slug as string, title])), [row.items]);
  const [chosen, setChosen] = useState<Slug | null>(null);
  const [follows, setFollows] = useState(true);
  const [pane, setPane] = useState<LivePane>('code');
  const [widthPx, setWidthPx] = useState(0);
  const [asked, setAsked] = useState<'time' | 'end' | null>(null);
  const [writes, setWrites] = useState(false);
  const mode = useLayoutMode();

  const work = useWork(row.id, live, runs);
  const moments = useMoments(row.id, live);
  const [wanted, setWanted] = useState<Slug | null>(null);
  const { recordings, recorded } = useRecordings({ sitting: row.id, slugs, live, shown: wanted });
  const submissions = work.data?.submissions ?? NO_SUBMISSIONS;
  const span = useSpan({
    ...{ row, startedAt: props.startedAt, endsAt, offsetMs, runs, recorded, submissions },
    moments: moments.data?.items,
  });
  const { startedMs, endMs } = span;
  const model = useSittingModel({ span, recorded, moments: moments.data?.items, submissions, widthPx });
  const place = usePlace({ at: props.at, onAt: props.onAt, runs, endMs, events: model.events });
  const { shownMs, isLive } = place;

  // Of a candidate at another server moments tell what is known.
  const here = people.find(({ role }) => role === 'candidate');
  const candidate = here === undefined ? model.whereabouts : { ...here, connected: true };
  const item = isLive ? candidate.item : lookAt(model.looks, shownMs);
  const followed = useMemo(() => followedSlug(item, model.typed, shownMs, slugs), [item, model.typed, shownMs, slugs]);
  const shown = follows ? followed : (chosen ?? followed);
  useEffect(() => setWanted(shown), [shown]);

  const current = useLiveCode(live, isLive ? shown : null);
  const past = isLive || shown === null ? null : pastOf(recorded, shown, startedMs + shownMs, row.candidate);
  const pastCode = usePast(past);
  const own = you === null ? undefined : current.pointed.find(({ person }) => person === you);
  const previous = nextMark(model.marks, shownMs, -1);
  const next = nextMark(model.marks, shownMs, 1);
  const names = useMemo(
    () => new Map([...recorded.names, ...(moments.data?.people ?? []).map(({ key, name }) => [key, name] as const)]),
    [recorded.names, moments.data],
  );
  const { seek } = place;
  const jump = useStable(seek);
  useLiveKeys({
    l: runs ? place.toLive : null,
    n: next === null ? null : () => seek(next),
    p: previous === null ? null : () => seek(previous),
    ' ': isLive ? null : place.toggle,
  });

  const beside = aside?.({ sitting: row.id, at: () => shownMs, jump }) ?? null;
  const tabs = tabsOf(mode, beside !== null);
  const shownPane = chosenPane(tabs, pane);
  const shows = (name: LivePane): boolean => mode !== 'narrow' || shownPane === name;
  const paneTabs = <PaneTabs tabs={tabs} selected={shownPane} onSelect={setPane} />;
  const writing = interview.settings.writeAlong && runs;
  return (
    <div className={`live live-${mode}`}>
      <LiveBar
        narrow={mode === 'narrow'}
        interview={{ id: interview.id, title: interview.settings.title }}
        row={row}
        endsAt={endsAt}
        offsetMs={offsetMs}
        runs={runs}
        candidate={runs && status === 'open' && you !== null ? candidate : null}
        watching={people.flatMap(({ role, name }) => (role === 'interviewer' ? [name] : []))}
        onAsk={setAsked}
      />
      <main className={aside === null ? 'live-main' : 'live-main live-with-aside'} id="content">
        {mode === 'narrow' ? paneTabs : null}
        <Strips
          end={end}
          reconnecting={runs && status === 'waiting'}
          recorded={recorded}
          onRetry={() => void recordings.load()}
        />
        {shown === null ? (
          <section className="live-code" aria-label={LIVE.code} hidden={!shows('code')}>
            <p className="live-none ink2">{CODE.noExercise}</p>
          </section>
        ) : (
          <section
            className="live-code"
            aria-label={LIVE.code}
            hidden={!shows('code')}
            {...(mode === 'narrow' ? paneProps('code') : {})}
          >
            <CodePane
              candidate={row.candidate}
              exercises={exercises}
              items={row.items}
              shown={shown}
              item={item}
              isHere={isLive ? candidate.connected : item !== null}
              onChoose={(slug) => {
                setChosen(slug);
                setFollows(false);
              }}
              follows={follows}
              onFollow={(to) => {
                setChosen(shown);
                setFollows(to);
              }}
              code={isLive ? current.code : pastCode}
              isLoading={isLive ? end === null : recorded.state === 'loading'}
              atMs={isLive ? null : shownMs}
              lookAt={follows ? (isLive ? current.candidatePlace : (past?.caret?.at ?? null)) : null}
              writing={
                interview.settings.writeAlong
                  ? { on: writes, blocked: !(writing && isLive), toggle: () => setWrites(!writes) }
                  : null
              }
              onPoint={isLive && status === 'open' ? (line) => current.point(line) : null}
              pointed={own === undefined ? null : { line: own.line, stop: () => current.point(null) }}
              tooLong={current.tooLong}
            />
          </section>
        )}
        <SidePane
          shown={shownPane}
          tabs={mode === 'narrow' ? null : paneTabs}
          attempts={
            work.data === undefined && work.error !== null ? (
              <LoadFailure error={work.error} retry={() => void work.refetch()} />
            ) : (
              <Attempts
                submissions={submissions}
                titles={titles}
                startedMs={startedMs}
                candidate={row.candidate}
                feedback={interview.settings.feedback}
                onJump={jump}
              />
            )
          }
          facts={
            moments.data === undefined && moments.error !== null ? (
              <LoadFailure error={moments.error} retry={() => void moments.refetch()} />
            ) : (
              <FactList
                facts={model.facts}
                full={moments.data?.full ?? false}
                titles={titles}
                names={names}
                onJump={jump}
              />
            )
          }
          assessment={mode === 'wide' ? null : beside}
        />
        {mode === 'wide' && beside !== null ? (
          <section className="live-aside" aria-label={LIVE.assessment}>
            {beside}
          </section>
        ) : null}
        <TimelinePane
          slim={!shows('timeline')}
          place={place}
          span={span}
          layout={model.layout}
          items={row.items}
          submissions={submissions}
          widthPx={widthPx}
          onWidth={setWidthPx}
          previous={previous}
          next={next}
        />
      </main>
      {asked === 'time' ? (
        <TimeDialog row={{ ...row, endsAt }} nowMs={Date.now() + offsetMs} onClose={() => setAsked(null)} />
      ) : null}
      {asked === 'end' ? <EndDialog row={row} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

const NO_SUBMISSIONS: readonly SubmissionSummary[] = [];

/** Whatever shows the interview is asked for again when its clock is another. */
function useRenewOn(clock: string): void {
  const client = useQueryClient();
  const [known, setKnown] = useState(clock);
  useEffect(() => {
    if (known === clock) return;
    setKnown(clock);
    void client.invalidateQueries({ queryKey: interviewKeys.list });
  }, [client, clock, known]);
}
