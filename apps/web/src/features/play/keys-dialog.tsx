/** The keys of the page, in a dialog. */
import { useEffect, useRef } from 'react';
import { Icon } from '../../shared/ui/icon.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { KEYS } from './messages.ts';

export function KeysDialog(props: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="keys-dialog" aria-labelledby="keys-title" onClose={props.onClose}>
      <header>
        <h2 id="keys-title">{KEYS.title}</h2>
        <button
          type="button"
          className="button small quiet square"
          aria-label={KEYS.close}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="x" small />
        </button>
      </header>
      <dl>
        {KEYS.rows.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              <span className="sr">{keys.join(' ')}</span>
              <KeyHint keys={keys} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
