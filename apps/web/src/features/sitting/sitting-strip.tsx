/** One line under the bar of every page while this browser sits an interview: how long still, and the way to the other parts. */
import { Link, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import type { TimedSitting } from '../../shared/api/interviews-api.ts';
import { formatLeft, leftMs, spanMinutes, stageOf, type TimeStage } from '../../shared/clock/countdown.ts';
import { useServerNow } from '../../shared/clock/use-server-now.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { lazyPart } from '../../shared/ui/lazy-part.ts';
import { RUNNING, STRIP } from './messages.ts';
import { addressOf, announcementOf, type Neighbour, phaseOf, placeOf, type SittingPhase } from './sitting-model.ts';
import { useSitting } from './use-sitting.ts';
import './strip.css';

/** On the page of the interview itself, which says all of it at large, the strip is only read out. */
const COVERED = '/interview';

const LiveReport = lazyPart(() => import('./live-report.tsx'));

export function SittingStrip() {
  const { data, refetch } = useSitting();
  const pathname = useLocation({ select: (location) => location.pathname });
  return (
    <section className="sitting-strip" aria-label={STRIP.label}>
      {data !== undefined ? (
        <Strip view={data} pathname={pathname} onUp={refetch} />
      ) : pathname === COVERED ? null : (
        <Link to="/interview" className="strip-title">
          {STRIP.label}
        </Link>
      )}
    </section>
  );
}

function Strip(props: { readonly view: TimedSitting; readonly pathname: string; readonly onUp: () => unknown }) {
  const { view, pathname, onUp } = props;
  const nowMs = useServerNow(view.offsetMs, view.state === 'running');
  const phase = phaseOf(view, nowMs);
  // Only the server knows whether more time was given meanwhile.
  const justUp = phase === 'up' && view.state === 'running';
  useEffect(() => {
    if (justUp) void onUp();
  }, [justUp, onUp]);
  const { place } = placeOf(view.items, pathname);
  const item = place === null ? undefined : view.items[place - 1];
  return (
    <>
      {view.state === 'running' || view.state === 'over' ? (
        <Suspense>
          <LiveReport key={view.id} sitting={view.id} item={item ?? null} />
        </Suspense>
      ) : null}
      {pathname === COVERED ? null : <Shown view={view} phase={phase} nowMs={nowMs} pathname={pathname} />}
      {view.startedAt === null || view.endsAt === null || phase === 'finished' || phase === 'withdrawn' ? null : (
        <Said stage={stageOf(leftMs(view.endsAt, nowMs))} />
      )}
    </>
  );
}

function Shown(props: {
  readonly view: TimedSitting;
  readonly phase: SittingPhase;
  readonly nowMs: number;
  readonly pathname: string;
}) {
  const { view, phase, nowMs, pathname } = props;
  const { place, previous, next } = placeOf(view.items, pathname);
  return (
    <>
      <Link to="/interview" className="strip-title" title={view.title}>
        {view.title}
      </Link>
      <Standing view={view} phase={phase} nowMs={nowMs} />
      <span className="spring" />
      {place === null ? null : (
        <nav className="strip-ways" aria-label={RUNNING.parts}>
          <Way to={previous} side="previous" />
          <span className="small ink2">{STRIP.part(place, view.items.length)}</span>
          <Way to={next} side="next" />
        </nav>
      )}
    </>
  );
}

function Standing(props: { readonly view: TimedSitting; readonly phase: SittingPhase; readonly nowMs: number }) {
  const { view, phase, nowMs } = props;
  switch (phase) {
    case 'early':
    case 'open':
    case 'late':
      return <span className="strip-standing">{STRIP.waiting}</span>;
    case 'up':
      return <span className="strip-standing">{STRIP.up}</span>;
    case 'finished':
      return <span className="strip-standing">{STRIP.finished}</span>;
    case 'withdrawn':
      return <span className="strip-standing">{STRIP.withdrawn}</span>;
    case 'running': {
      if (view.startedAt === null || view.endsAt === null) return null;
      const left = leftMs(view.endsAt, nowMs);
      return (
        <span className={`strip-standing time-${stageOf(left)}`}>
          <Icon name="clock" small />
          <span role="timer" aria-label={RUNNING.left}>
            <b>{formatLeft(left)}</b> {RUNNING.of(spanMinutes(view.startedAt, view.endsAt))}
          </span>
        </span>
      );
    }
    default:
      return phase satisfies never;
  }
}

function Way({ to, side }: { readonly to: Neighbour | null; readonly side: 'previous' | 'next' }) {
  if (to === null) return <span className="strip-no-way" />;
  const label = STRIP[side](to.place, to.item.title);
  return (
    <Link to={addressOf(to.item)} className="button quiet small square" aria-label={label} title={label}>
      <Icon name={side === 'previous' ? 'prev' : 'next'} small />
    </Link>
  );
}

/** Empty until the time goes from one stage to another, so that nothing is read out on every page. */
function Said({ stage }: { readonly stage: TimeStage }) {
  const [known, setKnown] = useState(stage);
  const [said, setSaid] = useState('');
  if (known !== stage) {
    setKnown(stage);
    setSaid(announcementOf(known, stage) ?? '');
  }
  return (
    <p className="sr" role="status">
      {said}
    </p>
  );
}
