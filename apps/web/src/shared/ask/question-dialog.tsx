/** Asks a question that can be handed around as a value; for what can never be undone something has to be typed first. */
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import '../form/form.css';
import { FIRST_FOCUS } from '../ui/modal.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
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

export function QuestionDialog(props: { readonly question: Question; readonly onClose: () => void }) {
  const { question, onClose } = props;
  const { title, text, note, action, typed, act } = question;
  const [otherTyped, setOtherTyped] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isMeant = (): boolean => {
    const meant = typed === undefined || isTyped(field.current?.value ?? '', typed);
    setOtherTyped(!meant);
    if (!meant) field.current?.focus();
    return meant;
  };
  return (
    <ConfirmDialog
      title={title}
      action={action}
      busy={ASK.busy}
      cancel={ASK.cancel}
      isMeant={isMeant}
      focusInside={typed !== undefined}
      act={act}
      onClose={onClose}
    >
      {typeof text === 'string' ? <p>{text}</p> : text}
      {note === undefined ? null : <p className="ink2">{note}</p>}
      {typed === undefined ? null : <TypedField expected={typed} wrong={otherTyped} field={field} />}
    </ConfirmDialog>
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
