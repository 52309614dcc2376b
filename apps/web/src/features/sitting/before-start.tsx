/** What is to be read before the clock goes, and the button that starts it. */
import { useState } from 'react';
import { startSitting, type TimedSitting } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { formatSpan } from '../../shared/clock/countdown.ts';
import { formatMoment, formatTime } from '../../shared/format.ts';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { LeaveButton } from './leave-button.tsx';
import { BEFORE } from './messages.ts';
import { rulesOf } from './rules.ts';
import { SittingHead } from './sitting-head.tsx';
import { useTakeOver } from './use-sitting.ts';

export function BeforeStart(props: {
  readonly view: TimedSitting;
  readonly phase: 'early' | 'open' | 'late';
  readonly nowMs: number;
}) {
  const { view, phase, nowMs } = props;
  const { api } = useServices();
  const takeOver = useTakeOver();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <SittingHead view={view} />
      {view.instructions.trim() === '' ? null : (
        <section className="sitting-part" aria-label={BEFORE.instructions}>
          <h2>{BEFORE.instructions}</h2>
          <div className="prose">
            <Prose text={view.instructions} />
          </div>
        </section>
      )}
      <section className="sitting-part" aria-label={BEFORE.rules}>
        <h2>{BEFORE.rules}</h2>
        <ul className="sitting-rules card">
          {rulesOf(view).map(({ icon, text }) => (
            <li key={text}>
              <Icon name={icon} />
              {text}
            </li>
          ))}
        </ul>
      </section>
      <div className="sitting-start">
        {phase === 'late' ? (
          <div className="sitting-late" role="status">
            <Icon name="ban" />
            <div>
              <h2>{BEFORE.closedTitle}</h2>
              <p className="ink2">{BEFORE.closedText(formatMoment(view.closesAt ?? view.now))}</p>
            </div>
          </div>
        ) : (
          <>
            <button
              type="button"
              className="button primary"
              aria-disabled={phase === 'early' || undefined}
              aria-describedby="sitting-start-note"
              onClick={() => setAsks(phase === 'open')}
            >
              <Icon name="clock" />
              {BEFORE.start}
            </button>
            <p className="ink2" id="sitting-start-note">
              {phase === 'early' && view.opensAt !== null ? (
                <>
                  <b>{BEFORE.opensIn(formatSpan(Date.parse(view.opensAt) - nowMs))}</b>{' '}
                  <span>{BEFORE.opensAt(formatMoment(view.opensAt))}</span>
                </>
              ) : (
                BEFORE.ready(view.minutes)
              )}
            </p>
          </>
        )}
        <span className="spring" />
        <LeaveButton />
      </div>
      {asks ? (
        <ConfirmDialog
          title={BEFORE.askTitle}
          action={BEFORE.start}
          busy={BEFORE.busy}
          cancel={BEFORE.cancel}
          act={async () => takeOver(await startSitting(api))}
          onClose={() => setAsks(false)}
        >
          <p>{BEFORE.askText(view.minutes, formatTime(new Date(Date.now() + view.minutes * 60_000).toISOString()))}</p>
          <p className="ink2">{BEFORE.askNote}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
