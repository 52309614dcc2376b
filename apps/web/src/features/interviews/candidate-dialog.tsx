/** What is asked before something is done about a candidate, and the link that comes of it. */
import type { SittingRow } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import {
  addCandidate,
  eraseSitting,
  interviewKeys,
  renewLink,
  type TimedInterview,
} from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { EndDialog, TimeDialog } from '../../shared/sitting/sitting-dialogs.tsx';
import { CopyText } from '../../shared/timeline/copy-text.tsx';
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
      return <TimeDialog row={asked.row} nowMs={Date.now() + view.offsetMs} onClose={onClose} />;
    case 'end':
      return <EndDialog row={asked.row} onClose={onClose} />;
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
