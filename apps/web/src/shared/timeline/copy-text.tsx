/** Copies a text; shows it where the browser refuses. */
import { useEffect, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { scroller } from '../ui/scroller.ts';
import './copy-text.css';
import { COPY } from './messages.ts';

const COPIED_MS = 2_000;

export function CopyText(props: {
  /** Made when it is asked for, as an address may have changed meanwhile. */
  readonly text: () => string;
  readonly label: string;
  /** What the text is, for readers of the block that is shown instead. */
  readonly name: string;
  readonly title?: string;
}) {
  const [state, setState] = useState<
    { readonly kind: 'idle' | 'copied' } | { readonly kind: 'refused'; readonly text: string }
  >({ kind: 'idle' });
  useEffect(() => {
    if (state.kind !== 'copied') return;
    const timer = setTimeout(() => setState({ kind: 'idle' }), COPIED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    const text = props.text();
    try {
      await navigator.clipboard.writeText(text);
      setState({ kind: 'copied' });
    } catch {
      // No clipboard without a secure connection, or not allowed.
      setState({ kind: 'refused', text });
    }
  };
  return (
    <div className="copy-text">
      <button type="button" className="button small" title={props.title} onClick={() => void copy()}>
        <Icon name={state.kind === 'copied' ? 'check' : 'copy'} small />
        {props.label}
      </button>
      <span className="small ink3" role="status">
        {state.kind === 'copied' ? COPY.copied : state.kind === 'refused' ? COPY.refused : ''}
      </span>
      {state.kind === 'refused' ? (
        <pre className="copy-refused" {...scroller(props.name)}>
          {state.text}
        </pre>
      ) : null}
    </div>
  );
}

export function CopyCommand({ command }: { readonly command: string }) {
  return <CopyText text={() => command} title={command} label={COPY.command} name={COPY.commandName} />;
}
