/** After the end: that what was submitted counts, what that is, and the way out. */
import type { TimedSitting } from '../../shared/api/interviews-api.ts';
import { formatTime } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { ItemCards } from './item-cards.tsx';
import { LeaveButton } from './leave-button.tsx';
import { OVER } from './messages.ts';
import { SittingHead } from './sitting-head.tsx';

export function Over({ view, phase }: { readonly view: TimedSitting; readonly phase: 'up' | 'finished' }) {
  const early =
    phase === 'finished' && view.finishedAt !== null ? `${OVER.finishedAt(formatTime(view.finishedAt))} ` : '';
  return (
    <>
      <SittingHead view={view} />
      <div className="sitting-over card">
        <Icon name={phase === 'up' ? 'clock' : 'check'} />
        <div>
          <h2>{phase === 'up' ? OVER.upTitle : OVER.finishedTitle}</h2>
          <p className="ink2">
            {early}
            {OVER.counts}
          </p>
        </div>
      </div>
      <section className="sitting-part" aria-label={OVER.counted}>
        <h2>{OVER.counted}</h2>
        <ItemCards view={view} over />
      </section>
      <div className="sitting-start">
        <LeaveButton />
        <p className="ink2">{OVER.leaveText}</p>
      </div>
    </>
  );
}
