/** Asks before something is done that is not easily undone, and says why it could not be done. */
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import { FIRST_FOCUS, Modal, ModalHead } from '../ui/modal.tsx';
import './ask.css';
import { ASK } from './messages.ts';

export function ConfirmDialog<Result>(props: {
  readonly title: string;
  readonly children: ReactNode;
  /** The button that does it, and what it says meanwhile. */
  readonly action: string;
  readonly busy: string;
  /** The button that changes nothing. It has the focus at first, unless something in the dialog has. */
  readonly cancel: string;
  readonly focusInside?: boolean;
  /** Whether it may be done now; says what is missing where it may not. */
  readonly isMeant?: () => boolean;
  /** Rejects with what is to be said instead. */
  readonly act: () => Promise<Result>;
  /** What comes after that, instead of closing. */
  readonly onDone?: (result: Result) => void;
  readonly onClose: () => void;
}) {
  const { title, onClose, isMeant = () => true } = props;
  const acted = useMutation({ networkMode: 'always', mutationFn: props.act, onSuccess: props.onDone ?? onClose });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isMeant() && !acted.isPending) acted.mutate();
  };
  return (
    <Modal label={title} className="ask" onClose={onClose}>
      <ModalHead title={title} close={ASK.dismiss} onClose={onClose} />
      <form className="ask-form" noValidate onSubmit={submit}>
        <div className="ask-text">
          {props.children}
          <DialogFault error={acted.error} />
        </div>
        <div className="ask-actions">
          <button type="button" className="button" {...(props.focusInside ? {} : FIRST_FOCUS)} onClick={onClose}>
            {props.cancel}
          </button>
          <button type="submit" className="button primary" aria-disabled={acted.isPending || undefined}>
            {acted.isPending ? props.busy : props.action}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Always there, so that what comes is read out. */
export function DialogFault({ error }: { readonly error: Error | null }) {
  return (
    <div role="alert" className="ink-bad">
      {error === null ? null : (
        <p className="ask-fault">
          <Icon name="error" small />
          {error.message}
        </p>
      )}
    </div>
  );
}
