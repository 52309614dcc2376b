/**
 * A finding in full: the code and the shared objects at the left, the schedule that fails, the one that passes beside it (or
 * who waits for whom), and below them the bar that steps through all of it together. Where there is no room for all, the
 * schedules share one place.
 */
import type { Finding, SubmissionView } from '@lockstep/protocol';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { crossingOf } from '../../shared/timeline/crossing.ts';
import { objectsOf, sameOperation } from '../../shared/timeline/object-states.ts';
import { neighbour } from '../../shared/timeline/rows.ts';
import { scheduleRuns } from '../../shared/timeline/schedules.ts';
import { ROWS } from '../../shared/timeline/timeline-rows.tsx';
import { usePlayback } from '../../shared/timeline/use-playback.ts';
import { useTimelineLayout } from '../../shared/timeline/use-timeline-layout.ts';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { useWidth } from '../../shared/ui/use-width.ts';
import { CodePane } from './code-pane.tsx';
import { FindingHead } from './finding-head.tsx';
import { toSubmission } from './links.ts';
import { FINDING_PAGE } from './messages.ts';
import { ObjectFilter } from './object-filter.tsx';
import { ObjectsPanel } from './objects-panel.tsx';
import { FailingPane, PassingPane, type Side, SideTabs, sidesOf, WaitsPane } from './schedule-panes.tsx';
import { StepBar } from './step-bar.tsx';
import { TakeAway } from './take-away.tsx';
import { type KeyCommand, useFindingKeys } from './use-finding-keys.ts';
import { useStepAddress } from './use-step-address.ts';

const ALL: ReadonlySet<string> = new Set();

export function FindingView(props: {
  readonly submission: SubmissionView;
  readonly finding: Finding;
  /** The scope whose call can be played; null: it cannot. */
  readonly playable: number | null;
  readonly crumbs: ReactNode;
  readonly step: number | null;
  readonly onStep: (step: number) => Promise<void>;
}) {
  const { submission, finding, playable } = props;
  const { failing, passing } = finding;
  const last = failing.steps.length - 1;
  const crossing = useMemo(() => crossingOf(finding), [finding]);
  const objects = useMemo(() => objectsOf(failing), [failing]);
  const inTrace = (step: number): number => Math.max(0, Math.min(step, last));
  const [at, setAt] = useState(() => inTrace(props.step === null ? (crossing?.to ?? last) : props.step - 1));
  const [chosen, setChosen] = useState(ALL);
  const [side, setSide] = useState<Side | null>(null);
  const mode = useLayoutMode();
  const sizes = mode === 'narrow' ? ROWS.narrow : ROWS.wide;
  const pane = useWidth<HTMLDivElement>();
  const { layout, open, openFor } = useTimelineLayout({
    trace: failing,
    crossing,
    ...sizes,
    width: pane.width,
    objects: chosen,
  });
  const address = useStepAddress({ step: props.step, onStep: props.onStep, onOther: (to) => show(to - 1) });
  const navigate = useNavigate();

  function show(to: number): void {
    const next = inTrace(to);
    openFor(next);
    setAt(next);
  }
  const go = (to: number): void => {
    show(to);
    address.follow(inTrace(to) + 1);
  };
  const ways = { previous: neighbour(layout.rows, at, -1), next: neighbour(layout.rows, at, 1), last };
  const conflicts = crossing?.steps ?? [];
  const playback = usePlayback({
    at,
    next: (now) => neighbour(layout.rows, now, 1),
    slow: (now) => conflicts.includes(now),
    onStep: go,
  });
  const game =
    playable === null
      ? null
      : ({
          to: '/submissions/$id/play/$scope',
          params: { id: submission.id, scope: String(playable) },
          search: { at: scheduleRuns(failing.schedule) },
        } as const);
  const code = toSubmission(submission);

  useFindingKeys((command: KeyCommand) => {
    switch (command) {
      case 'previous':
        return go(ways.previous);
      case 'next':
        return go(ways.next);
      case 'first':
        return go(0);
      case 'last':
        return go(last);
      case 'back-ten':
        return go(at - 10);
      case 'on-ten':
        return go(at + 10);
      case 'toggle':
        return playback.toggle();
      case 'conflict':
        return go(conflicts.find((step) => step > at) ?? conflicts[0] ?? at);
      case 'play':
        return game === null ? undefined : void address.settle().then(() => navigate(game));
      case 'leave':
        return void address.settle().then(() => navigate(code));
      default:
        return command satisfies never;
    }
  });

  const sides = sidesOf(finding);
  const wide = mode === 'wide';
  const shown = side ?? (wide ? (sides[0] ?? null) : 'failing');
  const same = useMemo(() => (passing === null ? null : sameOperation(failing, at, passing)), [failing, passing, at]);
  const panes = {
    failing: (
      <FailingPane
        finding={finding}
        layout={layout}
        crossing={crossing}
        at={at}
        box={pane.box}
        tabbed={!wide}
        onSelect={go}
        onOpenFold={open}
      >
        <ObjectFilter objects={objects} chosen={chosen} onChoose={setChosen} />
      </FailingPane>
    ),
    passing:
      passing === null ? null : (
        <PassingPane
          trace={passing}
          at={same}
          sizes={sizes}
          onSelect={(step) => {
            const mine = sameOperation(passing, step, failing);
            if (mine !== null) go(mine);
          }}
        />
      ),
    waits: <WaitsPane trace={failing} atEnd={at === last} />,
  };
  return (
    <>
      <AppBar
        brandName={false}
        left={props.crumbs}
        right={
          <>
            {game === null ? null : (
              <Link {...game} className="button small" aria-keyshortcuts="P">
                {FINDING_PAGE.play}
                <KeyHint keys={['P']} />
              </Link>
            )}
            <Link {...code} className="button small" aria-keyshortcuts="Escape">
              {FINDING_PAGE.back}
              <KeyHint keys={['Esc']} />
            </Link>
          </>
        }
      />
      <main className="finding-page" id="content">
        <FindingHead finding={finding} />
        <div className="finding-panes">
          <CodePane source={submission.source} trace={failing} at={at} />
          <ObjectsPanel trace={failing} objects={objects} crossing={crossing} at={at} />
          {wide ? (
            <>
              {panes.failing}
              <div className="finding-side">
                <SideTabs finding={finding} sides={sides} shown={shown} onShow={setSide} />
                {shown === null || shown === 'failing' ? (
                  <p className="finding-none small ink2">{FINDING_PAGE.noPassing}</p>
                ) : (
                  panes[shown]
                )}
              </div>
            </>
          ) : (
            <div className="finding-side">
              <SideTabs finding={finding} sides={['failing', ...sides]} shown={shown} onShow={setSide} />
              {panes[shown ?? 'failing']}
            </div>
          )}
        </div>
        <footer className="finding-foot">
          <StepBar trace={failing} at={at} ways={ways} crossing={crossing} playback={playback} onStep={go}>
            <TakeAway
              trace={failing}
              layout={layout}
              crossing={crossing}
              at={at}
              fileName={`${submission.slug}-${submission.number}.svg`}
            />
          </StepBar>
        </footer>
      </main>
    </>
  );
}
