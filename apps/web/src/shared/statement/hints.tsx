/** Hints that open one by one. */
import { useState } from 'react';
import { Prose } from '../text/prose.tsx';
import { HINTS } from './messages.ts';
import './statement.css';

export function Hints({ hints }: { readonly hints: readonly string[] }) {
  const [open, setOpen] = useState(0);
  return (
    <section aria-label={HINTS.hints}>
      <h3>{HINTS.hints}</h3>
      <ol className="hints" aria-live="polite">
        {hints.slice(0, open).map((hint) => (
          <li key={hint}>
            <Prose text={hint} />
          </li>
        ))}
      </ol>
      {open < hints.length ? (
        <button type="button" className="button" onClick={() => setOpen(open + 1)}>
          {open === 0 ? HINTS.firstHint(hints.length) : HINTS.nextHint(open + 1, hints.length)}
        </button>
      ) : null}
    </section>
  );
}
