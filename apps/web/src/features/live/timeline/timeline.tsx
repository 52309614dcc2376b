/**
 * The time of a sitting from left to right: what was typed, run, submitted and looked at, and when the page was left. A
 * slider that shows the code as it was; each mark on it jumps there.
 */
import { type KeyboardEvent, memo } from 'react';
import { formatInto } from '../../../shared/clock/into.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { TIMELINE } from '../messages.ts';
import type { TimelineLayout } from './sitting-timeline.ts';
import { TimelineFigure } from './timeline-figure.tsx';
import { useScrub } from './use-scrub.ts';
import './timeline.css';

const STEP_MS = 5_000;
const PAGE_MS = 60_000;

export function Timeline(props: {
  readonly layout: TimelineLayout;
  readonly widthPx: number;
  readonly lengthMs: number;
  /** Up to where one may go. */
  readonly endMs: number;
  readonly shownMs: number;
  readonly isLive: boolean;
  readonly numberOf: (id: string) => number;
  readonly wordsOfRun: (id: string) => string;
  readonly partOf: (kind: string, slug: string) => number;
  readonly onSeek: (ms: number) => void;
}) {
  const { layout, widthPx, lengthMs, endMs, shownMs, isLive, onSeek } = props;
  const scrub = useScrub<HTMLDivElement>((share) => onSeek(Math.min(endMs, share * lengthMs)));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = {
      ArrowLeft: shownMs - STEP_MS,
      ArrowDown: shownMs - STEP_MS,
      ArrowRight: shownMs + STEP_MS,
      ArrowUp: shownMs + STEP_MS,
      PageDown: shownMs - PAGE_MS,
      PageUp: shownMs + PAGE_MS,
      Home: 0,
      End: endMs,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onSeek(Math.min(endMs, Math.max(0, to)));
  };
  const x = lengthMs <= 0 ? 0 : (Math.min(shownMs, lengthMs) / lengthMs) * widthPx;
  return (
    <div className="sitting-timeline">
      <div className="timeline-names" aria-hidden="true">
        {Object.values(TIMELINE.rows).map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div className="timeline-track" ref={scrub.track}>
        <TimelineFigure layout={layout} widthPx={widthPx} partOf={props.partOf} />
        <div
          className="timeline-slider"
          role="slider"
          tabIndex={0}
          aria-label={TIMELINE.slider}
          aria-valuemin={0}
          aria-valuemax={Math.round(endMs / 1_000)}
          aria-valuenow={Math.round(shownMs / 1_000)}
          aria-valuetext={TIMELINE.value(shownMs, lengthMs, isLive ? TIMELINE.isLive : '')}
          onKeyDown={onKeyDown}
          onPointerDown={scrub.onPointerDown}
          onPointerMove={scrub.onPointerMove}
        />
        <Marks {...props} />
        <span className={isLive ? 'timeline-shown timeline-live' : 'timeline-shown'} style={{ left: x }}>
          <b>{formatInto(shownMs)}</b>
        </span>
      </div>
    </div>
  );
}

const Marks = memo(function Marks(props: {
  readonly layout: TimelineLayout;
  readonly numberOf: (id: string) => number;
  readonly wordsOfRun: (id: string) => string;
  readonly onSeek: (ms: number) => void;
}) {
  const { layout, numberOf, wordsOfRun, onSeek } = props;
  return (
    <>
      {layout.pastes.map(({ x, fact }) => {
        const words = TIMELINE.paste(fact.characters, formatInto(fact.atMs));
        return (
          <button
            key={fact.id}
            type="button"
            className="timeline-mark timeline-paste"
            style={{ left: x }}
            aria-label={words}
            title={words}
            onClick={() => onSeek(fact.atMs)}
          >
            <Icon name="copy" small />
          </button>
        );
      })}
      {layout.runs.map(({ x, submission }) => {
        const words = TIMELINE.run(wordsOfRun(submission.id), formatInto(submission.atMs));
        return (
          <button
            key={submission.id}
            type="button"
            className={`timeline-mark timeline-run ${submission.mode === 'own' ? 'timeline-own' : ''}`}
            style={{ left: x }}
            aria-label={words}
            title={words}
            onClick={() => onSeek(submission.atMs)}
          >
            <Icon name="play" small />
          </button>
        );
      })}
      {layout.chips.map(({ x, named, submission }) => {
        const face = submission.verdict === null ? null : VERDICT_FACES[submission.verdict];
        const time = formatInto(submission.atMs);
        const words = TIMELINE.submission(numberOf(submission.id), submission.word, time);
        return (
          <button
            key={submission.id}
            type="button"
            className={`timeline-mark timeline-chip tone-${face?.tone ?? 'now'}`}
            style={{ left: x }}
            aria-label={words}
            title={words}
            onClick={() => onSeek(submission.atMs)}
          >
            <Icon name={face?.icon ?? 'half'} small />
            {named ? submission.word : null}
          </button>
        );
      })}
    </>
  );
});
