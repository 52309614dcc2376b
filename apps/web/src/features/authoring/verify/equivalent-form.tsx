/** Asks why a mutant is right all the same. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { TextField } from '../fields.tsx';
import { MUTANTS } from './messages.ts';

const MOST_CHARACTERS = 300;

export function EquivalentForm(props: {
  /** Rejects with what is to be said. */
  readonly act: (why: string) => Promise<void>;
  readonly onLeave: () => void;
}) {
  const [why, setWhy] = useState('');
  const [faulty, setFaulty] = useState(false);
  const written = useMutation({ networkMode: 'always', mutationFn: props.act });
  const fits = why.trim() !== '' && why.trim().length <= MOST_CHARACTERS;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setFaulty(!fits);
    if (fits && !written.isPending) written.mutate(why.trim());
  };
  return (
    <form className="equivalent-form" noValidate onSubmit={submit}>
      <TextField
        label={MUTANTS.why}
        hint={MUTANTS.whyHint}
        value={why}
        onChange={setWhy}
        maxLength={MOST_CHARACTERS}
        fault={faulty && !fits ? MUTANTS.whyFault : null}
      />
      <div role="alert" className="ink-bad small">
        {written.error?.message}
      </div>
      <div className="row">
        <button type="submit" className="button small primary" aria-disabled={written.isPending || undefined}>
          {written.isPending ? MUTANTS.saving : MUTANTS.save}
        </button>
        <button type="button" className="button small" onClick={props.onLeave}>
          {MUTANTS.leave}
        </button>
      </div>
    </form>
  );
}
