/** The timeline with what plays it. Where there is no room for the tracks a slider stands for them. */
import type { ItemStanding, SubmissionSummary } from '@lockstep/protocol';
import { useEffect, useMemo } from 'react';
import { useWidth } from '../../../shared/ui/use-width.ts';
import { ATTEMPTS, LIVE, TIMELINE } from '../messages.ts';
import type { Place } from '../use-place.ts';
import { placeIn, type SittingSpan } from '../use-sitting-model.ts';
import type { TimelineLayout } from './sitting-timeline.ts';
import { Timeline } from './timeline.tsx';
import { Transport } from './transport.tsx';

export function TimelinePane(props: {
  readonly slim: boolean;
  readonly place: Place;
  readonly span: SittingSpan;
  readonly layout: TimelineLayout;
  readonly items: readonly ItemStanding[];
  readonly submissions: readonly SubmissionSummary[];
  readonly onWidth: (widthPx: number) => void;
  readonly widthPx: number;
  readonly previous: number | null;
  readonly next: number | null;
}) {
  const { slim, place, span, items, submissions, onWidth } = props;
  const { box, width } = useWidth<HTMLDivElement>();
  useEffect(() => onWidth(width), [onWidth, width]);
  const numberOf = useMemo(() => {
    const numbers = new Map<string, number>(submissions.map(({ id, number }) => [id, number]));
    return (id: string): number => numbers.get(id) ?? 0;
  }, [submissions]);
  const wordsOfRun = useMemo(() => {
    const words = new Map<string, string>(
      submissions.map(({ id, mode, call }) => [
        id,
        mode === 'own' ? ATTEMPTS.own(call ?? '').trim() : ATTEMPTS.samples,
      ]),
    );
    return (id: string): string => words.get(id) ?? '';
  }, [submissions]);
  const partOf = useMemo(() => (kind: string, slug: string) => placeIn(items, kind, slug), [items]);
  return (
    <section className={slim ? 'live-timeline live-timeline-slim' : 'live-timeline'} aria-label={LIVE.timeline}>
      <div className="live-timeline-head">
        {slim ? null : (
          <>
            <h2>{LIVE.timeline}</h2>
            {span.runs ? <span className="small ink3 live-hint">{TIMELINE.hint}</span> : null}
            <span className="spring" />
          </>
        )}
        <Transport
          place={place}
          runs={span.runs}
          endMs={span.endMs}
          lengthMs={span.lengthMs}
          previous={props.previous}
          next={props.next}
          slim={slim}
        />
      </div>
      <div className="live-timeline-room" ref={box} hidden={slim} />
      {slim ? null : (
        <Timeline
          layout={props.layout}
          widthPx={props.widthPx}
          lengthMs={span.lengthMs}
          endMs={span.endMs}
          shownMs={place.shownMs}
          isLive={place.isLive}
          numberOf={numberOf}
          wordsOfRun={wordsOfRun}
          partOf={partOf}
          onSeek={place.seek}
        />
      )}
    </section>
  );
}
