/** Copies the command that replays a schedule; shows it where the browser refuses. */
import { useEffect, useState } from 'react';
import { Icon } from '../../../../shared/ui/icon.tsx';
import { scroller } from '../../../../shared/ui/scroller.ts';
import { FINDING } from './messages.ts';

const COPIED_MS = 2_000;

export function CopyCommand({ command }: { readonly command: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), COPIED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(command);
      setState('copied');
    } catch {
      // No clipboard without a secure connection, or not allowed.
      setState('refused');
    }
  };
  return (
    <div className="copy-command">
      <button type="button" className="button small" title={command} onClick={() => void copy()}>
        <Icon name={state === 'copied' ? 'check' : 'copy'} small />
        {FINDING.copy}
      </button>
      <span className="small ink3" role="status">
        {state === 'copied' ? FINDING.copied : state === 'refused' ? FINDING.copyFailed : ''}
      </span>
      {state === 'refused' ? (
        <pre className="text-block" {...scroller(FINDING.command)}>
          {command}
        </pre>
      ) : null}
    </div>
  );
}

/** For a shell: a schedule has no quote in it, whatever else it has. */
export function replayCommand(slug: string, schedule: string): string {
  return `lockstep replay ${slug} solution.py '${schedule.replaceAll("'", String.raw`'\''`)}'`;
}
