/** Asks before something is done to somebody, and says why it could not be done. */
import { useMutation } from '@tanstack/react-query';
import { Icon } from '../../shared/ui/icon.tsx';
import { FIRST_FOCUS, Modal, ModalHead } from '../../shared/ui/modal.tsx';
import { CONFIRM } from './messages.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly note?: string;
  readonly action: string;
  /** Rejects with what is to be said instead. */
  readonly act: () => Promise<void>;
}

export function ConfirmDialog(props: { readonly question: Question; readonly onClose: () => void }) {
  const { question, onClose } = props;
  const acted = useMutation({ networkMode: 'always', mutationFn: question.act, onSuccess: onClose });
  return (
    <Modal label={question.title} className="ask" onClose={onClose}>
      <ModalHead title={question.title} close={CONFIRM.dismiss} onClose={onClose} />
      <div className="ask-text">
        <p>{question.text}</p>
        {question.note === undefined ? null : <p className="ink2">{question.note}</p>}
        <div role="alert" className="ink-bad">
          {acted.error === null ? null : (
            <p className="ask-fault">
              <Icon name="error" small />
              {acted.error.message}
            </p>
          )}
        </div>
      </div>
      <div className="ask-actions">
        <button type="button" className="button" {...FIRST_FOCUS} onClick={onClose}>
          {CONFIRM.cancel}
        </button>
        <button
          type="button"
          className="button primary"
          aria-disabled={acted.isPending || undefined}
          onClick={() => acted.isPending || acted.mutate()}
        >
          {acted.isPending ? CONFIRM.busy : question.action}
        </button>
      </div>
    </Modal>
  );
}
