/** What is asked before something is done about a candidate, and the link that comes of it. */
import type { SittingRow } from '@lockstep/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import {
  addCandidate,
  endSitting,
  eraseSitting,
  giveTime,
  interviewKeys,
  renewLink,
  type TimedInterview,
} from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog, DialogFault } from '../../shared/ask/confirm-dialog.tsx';
import { formatTime } from '../../shared/format.ts';
import { CopyText } from '../../shared/timeline/copy-text.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { SHELL } from '../../shared/ui/messages.ts';
import { FIRST_FOCUS, Modal, ModalHead } from '../../shared/ui/modal.tsx';
import type { Act } from './candidates-table.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { ADD, DIALOG, ERASE } from './messages.ts';
import { NameDialog } from './name-dialog.tsx';

export type Asked =
  | { readonly kind: 'add' }
  | { readonly kind: Act; readonly row: SittingRow }
  | { readonly kind: 'made'; readonly candidate: string; readonly link: string };

export function CandidateDialog(props: {
  readonly view: TimedInterview;
  readonly asked: Asked;
  readonly onAsk: (asked: Asked) => void;
  /** What is to be said once the dialog is closed. */
  readonly onSaid: (words: string) => void;
  readonly onClose: () => void;
}) {
  const { view, asked, onAsk, onSaid, onClose } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: interviewKeys.list });
  switch (asked.kind) {
    case 'add':
      return (
        <NameDialog
          words={ADD}
          initial=""
          act={async (candidate) => {
            const { link } = await addCandidate(api, view.id, candidate);
            onAsk({ kind: 'made', candidate, link });
            await renew();
          }}
          onClose={onClose}
        />
      );
    case 'made':
      return <LinkDialog candidate={asked.candidate} link={asked.link} onClose={onClose} />;
    case 'link':
      return (
        <ConfirmDialog
          title={DIALOG.renewTitle(asked.row.candidate)}
          action={DIALOG.renew}
          busy={DIALOG.renewing}
          cancel={DIALOG.renewCancel}
          act={() => renewLink(api, asked.row.id)}
          onDone={({ link }) => onAsk({ kind: 'made', candidate: asked.row.candidate, link })}
          onClose={onClose}
        >
          <p>{DIALOG.renewText}</p>
        </ConfirmDialog>
      );
    case 'time':
      return (
        <TimeDialog
          row={asked.row}
          nowMs={Date.now() + view.offsetMs}
          give={async (minutes) => {
            await giveTime(api, asked.row.id, minutes);
            await renew();
          }}
          onClose={onClose}
        />
      );
    case 'end':
      return (
        <ConfirmDialog
          title={DIALOG.endTitle(asked.row.candidate)}
          action={DIALOG.end}
          busy={DIALOG.ending}
          cancel={DIALOG.endCancel}
          act={async () => {
            await endSitting(api, asked.row.id);
            await renew();
          }}
          onClose={onClose}
        >
          <p>{asked.row.state === 'waiting' ? DIALOG.endWaiting : DIALOG.endRunning}</p>
        </ConfirmDialog>
      );
    case 'erase':
      return (
        <EraseDialog
          candidate={asked.row.candidate}
          erase={async () => {
            await eraseSitting(api, asked.row.id);
            await renew();
            onSaid(ERASE.done(asked.row.candidate));
          }}
          onClose={onClose}
        />
      );
    default:
      return asked satisfies never;
  }
}

/** The link, which is shown this once. */
function LinkDialog(props: { readonly candidate: string; readonly link: string; readonly onClose: () => void }) {
  const { candidate, link, onClose } = props;
  const id = useId();
  const title = DIALOG.linkTitle(candidate);
  return (
    <Modal label={title} className="ask link-made" onClose={onClose}>
      <ModalHead title={title} close={SHELL.closeDialog} onClose={onClose} />
      <div className="ask-text">
        <p>
          <b>{DIALOG.once}</b> {DIALOG.replaces}
        </p>
        <label className="sr" htmlFor={id}>
          {DIALOG.link}
        </label>
        <input
          {...FIRST_FOCUS}
          id={id}
          className="input mono"
          readOnly
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyText text={() => link} label={DIALOG.copy} name={DIALOG.link} />
      </div>
      <div className="ask-actions">
        <button type="button" className="button primary" onClick={onClose}>
          {DIALOG.done}
        </button>
      </div>
    </Modal>
  );
}

const EXTRA_MINUTES = [5, 10, 15, 30] as const;

function TimeDialog(props: {
  readonly row: SittingRow;
  readonly nowMs: number;
  readonly give: (minutes: number) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { row, nowMs, give, onClose } = props;
  const given = useMutation({ networkMode: 'always', mutationFn: give, onSuccess: onClose });
  const title = DIALOG.timeTitle(row.candidate);
  const endsAt = row.endsAt ?? new Date(nowMs).toISOString();
  const isUp = Date.parse(endsAt) <= nowMs;
  const from = Math.max(nowMs, Date.parse(endsAt));
  return (
    <Modal label={title} className="ask" onClose={onClose}>
      <ModalHead title={title} close={SHELL.closeDialog} onClose={onClose} />
      <div className="ask-text">
        <p className="row">
          <Icon name="clock" small />
          {isUp ? DIALOG.timeWas(formatTime(endsAt)) : DIALOG.timeNow(formatTime(endsAt))}
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
              <b>{DIALOG.timeFor(minutes)}</b>
              <span className="small ink2">
                {DIALOG.timeUntil(formatTime(new Date(from + minutes * 60_000).toISOString()))}
              </span>
            </button>
          ))}
        </div>
        <DialogFault error={given.error} />
      </div>
    </Modal>
  );
}
