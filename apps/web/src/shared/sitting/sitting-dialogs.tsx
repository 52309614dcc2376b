/** What interviewers are asked before they give a candidate more time, or end an interview. */
import type { SittingRow } from '@lockstep/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { endSitting, giveTime, interviewKeys } from '../api/interviews-api.ts';
import { useServices } from '../api/services.tsx';
import { ConfirmDialog, DialogFault } from '../ask/confirm-dialog.tsx';
import { formatTime } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { SHELL } from '../ui/messages.ts';
import { Modal, ModalHead } from '../ui/modal.tsx';
import { SITTING } from './messages.ts';
import './sitting-dialogs.css';

const EXTRA_MINUTES = [5, 10, 15, 30] as const;

type Row = Pick<SittingRow, 'id' | 'candidate' | 'state' | 'endsAt'>;

/** `nowMs`: by the server's clock. */
export function TimeDialog(props: { readonly row: Row; readonly nowMs: number; readonly onClose: () => void }) {
  const { row, nowMs, onClose } = props;
  const { api } = useServices();
  const renew = useRenew();
  const given = useMutation({
    networkMode: 'always',
    mutationFn: async (minutes: number) => {
      await giveTime(api, row.id, minutes);
      await renew();
    },
    onSuccess: onClose,
  });
  const title = SITTING.timeTitle(row.candidate);
  const endsAt = row.endsAt ?? new Date(nowMs).toISOString();
  const isUp = Date.parse(endsAt) <= nowMs;
  const from = Math.max(nowMs, Date.parse(endsAt));
  return (
    <Modal label={title} className="ask" onClose={onClose}>
      <ModalHead title={title} close={SHELL.closeDialog} onClose={onClose} />
      <div className="ask-text">
        <p className="row">
          <Icon name="clock" small />
          {isUp ? SITTING.timeWas(formatTime(endsAt)) : SITTING.timeNow(formatTime(endsAt))}
        </p>
        <div className="extra-times">
          {EXTRA_MINUTES.map((minutes) => (
            <button
              key={minutes}
              type="button"
              className="button"
              aria-disabled={given.isPending || undefined}
              onClick={() => given.isPending || given.mutate(minutes)}
            >
              <b>{SITTING.timeFor(minutes)}</b>
              <span className="small ink2">
                {SITTING.timeUntil(formatTime(new Date(from + minutes * 60_000).toISOString()))}
              </span>
            </button>
          ))}
        </div>
        <DialogFault error={given.error} />
      </div>
    </Modal>
  );
}

export function EndDialog({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const { api } = useServices();
  const renew = useRenew();
  return (
    <ConfirmDialog
      title={SITTING.endTitle(row.candidate)}
      action={SITTING.end}
      busy={SITTING.ending}
      cancel={SITTING.endCancel}
      act={async () => {
        await endSitting(api, row.id);
        await renew();
      }}
      onClose={onClose}
    >
      <p>{row.state === 'waiting' ? SITTING.endWaiting : SITTING.endRunning}</p>
    </ConfirmDialog>
  );
}

/** All that shows the sitting. */
function useRenew(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: interviewKeys.list });
}
