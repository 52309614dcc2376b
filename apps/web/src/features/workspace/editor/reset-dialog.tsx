/** Asks before the starter replaces what was written. */
import { FIRST_FOCUS, Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { isMac, strokeText } from '../../../shared/ui/shortcut.tsx';
import { RESET } from './messages.ts';
import './dialogs.css';

export function ResetDialog(props: { readonly onReset: () => void; readonly onClose: () => void }) {
  return (
    <Modal label={RESET.title} className="ask" onClose={props.onClose}>
      <ModalHead title={RESET.title} close={RESET.close} onClose={props.onClose} />
      <div className="ask-text">
        <p>{RESET.text}</p>
        <p className="ink2">{RESET.undo(strokeText('mod+z', isMac()))}</p>
      </div>
      <div className="ask-actions">
        <button type="button" className="button" onClick={props.onClose}>
          {RESET.keep}
        </button>
        {/* Who opens this means to reset, and can take it back: Enter does it. */}
        <button type="button" className="button primary" {...FIRST_FOCUS} onClick={props.onReset}>
          {RESET.reset}
        </button>
      </div>
    </Modal>
  );
}
