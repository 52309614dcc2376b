/** Takes a package as a zip file: chosen, or dropped anywhere on the page. Says how far it is, and what is wrong with it. */
import type { PackageDraft } from '@lockstep/protocol';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { ApiError } from '../../../shared/api/http.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { formatShare } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { IMPORT } from '../messages.ts';
import { sendPackage } from './upload.ts';

export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string; readonly share: number }
  | { readonly kind: 'failed'; readonly name: string; readonly reasons: readonly string[] };

export function useImport(onMade: (draft: PackageDraft) => void) {
  const { signedOut } = useServices();
  const [state, setState] = useState<Importing>({ kind: 'idle' });
  const take = async (files: readonly File[]): Promise<void> => {
    const [file, ...more] = files;
    if (file === undefined || state.kind === 'sending') return;
    const { name } = file;
    if (more.length > 0) {
      setState({ kind: 'failed', name, reasons: [IMPORT.one] });
      return;
    }
    setState({ kind: 'sending', name, share: 0 });
    try {
      const draft = await sendPackage(file, (share) => setState({ kind: 'sending', name, share }));
      setState({ kind: 'idle' });
      onMade(draft);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) signedOut.set(true);
      setState({ kind: 'failed', name, reasons: reasonsOf(error) });
    }
  };
  return { state, take, dismiss: () => setState({ kind: 'idle' }) };
}

/** By file, where the server says so. */
function reasonsOf(error: unknown): readonly string[] {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ApiError) || error.faults.length === 0) return [message];
  return error.faults.map(({ path, message: fault }) => `${path}: ${fault}`);
}

/** The button, and the file dialog behind it. */
export function ImportButton({
  onFiles,
  busy,
}: {
  readonly onFiles: (files: readonly File[]) => void;
  readonly busy: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        className="sr"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file may be chosen once more.
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className="button"
        aria-disabled={busy || undefined}
        onClick={() => busy || input.current?.click()}
      >
        <Icon name="output" small />
        {IMPORT.action}
      </button>
    </>
  );
}

/** Files can be dropped anywhere on the page. True while some are held over it. */
export function useDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent((files: readonly File[]) => onFiles(files));
  useEffect(() => {
    const carried = ({ dataTransfer }: DragEvent) =>
      dataTransfer?.types.some((type) => type.toLowerCase() === 'files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!carried(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // Out of the window, not only from one part of the page to another.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carried(event)) return;
      event.preventDefault();
      setOver(false);
      drop([...(event.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}

/** Always there, so that what comes is read out. */
export function ImportState({ state, onDismiss }: { readonly state: Importing; readonly onDismiss: () => void }) {
  return (
    <div className="import-state">
      <div role="status">
        {state.kind === 'sending' ? (
          <p className="import-sending">
            {state.share < 1 ? IMPORT.reading(state.name, formatShare(state.share)) : IMPORT.checking(state.name)}
            <progress value={state.share} max={1} aria-label={IMPORT.checking(state.name)} />
          </p>
        ) : null}
      </div>
      <div role="alert">
        {state.kind === 'failed' ? (
          <div className="import-failed">
            <Icon name="error" small />
            <div>
              <b>{IMPORT.failed(state.name)}</b>
              <ul>
                {state.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </div>
            <button type="button" className="button quiet small square" aria-label={IMPORT.dismiss} onClick={onDismiss}>
              <Icon name="x" small />
            </button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
