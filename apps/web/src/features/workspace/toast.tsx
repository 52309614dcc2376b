/** A short word about what was just done, with its undo where there is one. Goes away by itself. */
import { useEffect } from 'react';
import { Icon } from '../../shared/ui/icon.tsx';
import { EDITOR } from './messages.ts';

export interface ToastText {
  /** Distinguishes two toasts with the same words. */
  readonly id: number;
  readonly text: string;
  /** What the button that takes it back says; null: there is nothing to take back. */
  readonly undo: string | null;
}

/** Long enough to be read and reached; the editor's own undo does the same afterwards. */
const SHOWN_MS = 20_000;

export function Toast(props: {
  readonly toast: ToastText | null;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}) {
  const { toast, onClose } = props;
  useEffect(() => {
    if (toast === null) return;
    const timer = window.setTimeout(onClose, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [toast, onClose]);
  return (
    <div className="toast-place" role="status">
      {toast === null ? null : (
        <div className="toast">
          <span>{toast.text}</span>
          {toast.undo === null ? null : (
            <button
              type="button"
              className="button small"
              onClick={() => {
                props.onUndo();
                onClose();
              }}
            >
              <Icon name="undo" small />
              {toast.undo}
            </button>
          )}
          <button type="button" className="button quiet small square" aria-label={EDITOR.dismiss} onClick={onClose}>
            <Icon name="x" small />
          </button>
        </div>
      )}
    </div>
  );
}
