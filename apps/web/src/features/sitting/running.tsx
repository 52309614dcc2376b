/** While the clock goes: how long still, and the parts with how one stands. */
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { finishSitting, type TimedSitting } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { formatLeft, leftMs, spanMinutes, stageOf } from '../../shared/clock/countdown.ts';
import { formatTime } from '../../shared/format.ts';
import { ItemCards } from './item-cards.tsx';
import { RUNNING } from './messages.ts';
import { SittingHead } from './sitting-head.tsx';
import { untouched } from './sitting-model.ts';
import { useLeave, useTakeOver } from './use-sitting.ts';

export function Running({ view, nowMs }: { readonly view: TimedSitting; readonly nowMs: number }) {
  const { api } = useServices();
  const navigate = useNavigate();
  const takeOver = useTakeOver();
  const leave = useLeave();
  const [asks, setAsks] = useState<'nothing' | 'finish' | 'leave'>('nothing');
  const close = () => setAsks('nothing');
  const open = untouched(view.items);
  return (
    <>
      <SittingHead view={view} />
      <TimeLeft view={view} nowMs={nowMs} />
      <section className="sitting-part" aria-label={RUNNING.parts}>
        <h2>{RUNNING.parts}</h2>
        <ItemCards view={view} over={false} />
      </section>
      <div className="sitting-start">
        <button type="button" className="button primary" onClick={() => setAsks('finish')}>
          {RUNNING.finish}
        </button>
        <p className="ink2">{RUNNING.finishText}</p>
        <span className="spring" />
        <button type="button" className="button quiet" onClick={() => setAsks('leave')}>
          {RUNNING.leave}
        </button>
      </div>
      {asks === 'finish' ? (
        <ConfirmDialog
          title={RUNNING.finishTitle}
          action={RUNNING.finish}
          busy={RUNNING.finishBusy}
          cancel={RUNNING.finishCancel}
          act={async () => takeOver(await finishSitting(api))}
          onClose={close}
        >
          <p>{open === 0 ? RUNNING.finishAll : RUNNING.finishOpen(open, view.items.length)}</p>
          <p className="ink2">{RUNNING.finishNote}</p>
        </ConfirmDialog>
      ) : null}
      {asks === 'leave' ? (
        <ConfirmDialog
          title={RUNNING.leaveTitle}
          action={RUNNING.leaveAction}
          busy={RUNNING.leaveBusy}
          cancel={RUNNING.leaveCancel}
          act={() => leave(() => navigate({ to: '/' }))}
          onClose={close}
        >
          <p>{RUNNING.leaveText}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function TimeLeft({ view, nowMs }: { readonly view: TimedSitting; readonly nowMs: number }) {
  const { startedAt, endsAt } = view;
  if (startedAt === null || endsAt === null) return null;
  const left = leftMs(endsAt, nowMs);
  const minutes = spanMinutes(startedAt, endsAt);
  return (
    <section className={`sitting-time card time-${stageOf(left)}`} aria-label={RUNNING.left}>
      <p>
        <span className="sitting-clock" role="timer" aria-label={RUNNING.left}>
          {formatLeft(left)}
        </span>{' '}
        <span className="ink2">{RUNNING.of(minutes)}</span>
        <span className="spring" />
        <span className="ink2">{RUNNING.until(formatTime(endsAt))}</span>
      </p>
      <span className="time-bar" aria-hidden="true">
        <i style={{ width: `${(100 * left) / (minutes * 60_000)}%` }} />
      </span>
    </section>
  );
}
