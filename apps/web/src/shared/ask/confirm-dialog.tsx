/** Asks before something is done that is not easily undone, and says why it could not be done. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import '../form/form.css';
import { Icon } from '../ui/icon.tsx';
import { FIRST_FOCUS, Modal, ModalHead } from '../ui/modal.tsx';
import './ask.css';
import { ASK } from './messages.ts';
import { isTyped } from './typed.ts';

export interface Question {
  readonly title: string;
  readonly text: ReactNode;
  readonly note?: string;
  readonly action: string;
  /** What must be typed first, for what can never be undone. */
  readonly typed?: string;
  /** Rejects with what is to be said instead. */
  readonly act: () => Promise<void>;
}

export function ConfirmDialog(props: { readonly question: Question; readonly onClose: () => void }) {
  const { question, onClose } = props;
  const acted = useMutation({ networkMode: 'always', mutationFn: question.act, onSuccess: onClose });
  const [otherTyped, setOtherTyped] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const other = question.typed !== undefined && !isTyped(field.current?.value ?? '', question.typed);
    setOtherTyped(other);
    if (other) field.current?.focus();
    else if (!acted.isPending) acted.mutate();
  };
  return (
    <Modal label={question.title} className="ask" onClose={onClose}>
      <ModalHead title={question.title} close={ASK.dismiss} onClose={onClose} />
      <form className="ask-form" noValidate onSubmit={submit}>
        <div className="ask-text">
          {typeof question.text === 'string' ? <p>{question.text}</p> : question.text}
          {question.note === undefined ? null : <p className="ink2">{question.note}</p>}
          {question.typed === undefined ? null : (
            <TypedField expected={question.typed} wrong={otherTyped} field={field} />
          )}
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
          <button
            type="button"
            className="button"
            {...(question.typed === undefined ? FIRST_FOCUS : {})}
            onClick={onClose}
          >
            {ASK.cancel}
          </button>
          <button type="submit" className="button primary" aria-disabled={acted.isPending || undefined}>
            {acted.isPending ? ASK.busy : question.action}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function TypedField(props: {
  readonly expected: string;
  readonly wrong: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
}) {
  const { expected, wrong, field } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{ASK.type(expected)}</label>
      <input
        {...FIRST_FOCUS}
        ref={field}
        id={id}
        type="text"
        className="input"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-fault` : undefined}
      />
      {wrong ? (
        <p className="field-fault" id={`${id}-fault`}>
          {ASK.typedOther(expected)}
        </p>
      ) : null}
    </div>
  );
}
