/** Asks for a name, and does something with it. What was entered stays there when that fails. */
import { PersonName } from '@lockstep/protocol';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { DialogFault } from '../../shared/ask/confirm-dialog.tsx';
import '../../shared/form/form.css';
import { SHELL } from '../../shared/ui/messages.ts';
import { FIRST_FOCUS, Modal, ModalHead } from '../../shared/ui/modal.tsx';
import { Field } from './fields.tsx';
import { DIALOG } from './messages.ts';

export function NameDialog(props: {
  readonly words: Readonly<Record<'title' | 'name' | 'hint' | 'save' | 'saving' | 'cancel', string>>;
  readonly initial: string;
  readonly act: (name: string) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { words, onClose } = props;
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(props.initial);
  const [fault, setFault] = useState<string>();
  const acted = useMutation({ networkMode: 'always', mutationFn: props.act });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // A dialog in a form's tree must not send that form along.
    event.stopPropagation();
    if (acted.isPending) return;
    const entered = PersonName.safeParse(name);
    setFault(entered.success ? undefined : DIALOG.nameFault);
    if (entered.success) acted.mutate(entered.data);
    else input.current?.focus();
  };
  return (
    <Modal label={words.title} className="ask" onClose={onClose}>
      <ModalHead title={words.title} close={SHELL.closeDialog} onClose={onClose} />
      <form noValidate onSubmit={submit}>
        <div className="ask-text">
          <Field name="name" label={words.name} hint={words.hint} fault={fault}>
            {(tied) => (
              <input
                {...tied}
                {...FIRST_FOCUS}
                ref={input}
                type="text"
                className="input"
                autoComplete="off"
                spellCheck={false}
                maxLength={100}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <DialogFault error={acted.error} />
        </div>
        <div className="ask-actions">
          <button type="button" className="button" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" className="button primary" aria-disabled={acted.isPending || undefined}>
            {acted.isPending ? words.saving : words.save}
          </button>
        </div>
      </form>
    </Modal>
  );
}
