/** Asks before something is done that cannot be taken back lightly, and says why it could not be done. */
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { SHELL } from './messages.ts';
import { FIRST_FOCUS, Modal, ModalHead } from './modal.tsx';
import './confirm-dialog.css';

export function ConfirmDialog<Result>(props: {
  readonly title: string;
  readonly children: ReactNode;
  /** The button that does it, and what it says meanwhile. */
  readonly action: string;
  readonly busy: string;
  /** The button that changes nothing. */
  readonly cancel: string;
  /** Rejects with what is to be said instead. */
  readonly act: () => Promise<Result>;
  /** What comes after that, instead of closing. */
  readonly onDone?: (result: Result) => void;
  readonly onClose: () => void;
}) {
  const { title, onClose } = props;
  const acted = useMutation({ networkMode: 'always', mutationFn: props.act, onSuccess: props.onDone ?? onClose });
  return (
    <Modal label={title} className="confirm" onClose={onClose}>
      <ModalHead title={title} close={SHELL.closeDialog} onClose={onClose} />
      <div className="confirm-text">
        {props.children}
        <DialogFault error={acted.error} />
      </div>
      <div className="confirm-actions">
        <button type="button" className="button" {...FIRST_FOCUS} onClick={onClose}>
          {props.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          aria-disabled={acted.isPending || undefined}
          onClick={() => acted.isPending || acted.mutate()}
        >
          {acted.isPending ? props.busy : props.action}
        </button>
      </div>
    </Modal>
  );
}

/** Always there, so that what comes is read out. */
export function DialogFault({ error }: { readonly error: Error | null }) {
  return (
    <div role="alert">
      {error === null ? null : (
        <p className="confirm-fault">
          <Icon name="error" small />
          {error.message}
        </p>
      )}
    </div>
  );
}
