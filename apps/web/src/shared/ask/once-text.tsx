/** A text that is shown this once, to be copied: a link, a token. */
import { useEffect, useId, useRef } from 'react';
import '../form/form.css';
import { CopyText } from '../timeline/copy-text.tsx';
import './ask.css';

export function OnceText(props: { readonly text: string; readonly label: string; readonly copy: string }) {
  const { text, label, copy } = props;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // It may take the place of a form that had the focus.
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="once">
      <label className="sr" htmlFor={id}>
        {label}
      </label>
      <input
        ref={field}
        id={id}
        className="input mono once-text"
        readOnly
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyText text={() => text} label={copy} name={label} />
    </div>
  );
}
