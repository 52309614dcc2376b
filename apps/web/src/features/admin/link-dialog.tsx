/** A link that was just made, to be copied: it is shown this once. */
import type { MadeLink } from '@lockstep/protocol';
import { ONCE } from '../../shared/ask/messages.ts';
import { OnceText } from '../../shared/ask/once-text.tsx';
import { formatMoment } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Modal, ModalHead } from '../../shared/ui/modal.tsx';
import { LINK } from './messages.ts';

export interface ShownLink extends MadeLink {
  readonly title: string;
}

export function LinkDialog({ shown, onClose }: { readonly shown: ShownLink; readonly onClose: () => void }) {
  return (
    <Modal label={shown.title} className="ask wide" onClose={onClose}>
      <ModalHead title={shown.title} close={ONCE.dismiss} onClose={onClose} />
      <div className="ask-text">
        <p>{LINK.once}</p>
        <OnceText text={shown.link} label={LINK.label} copy={LINK.copy} />
        <p className="row ink2">
          <Icon name={shown.sent ? 'check' : 'skip'} small />
          {shown.sent ? LINK.sent : LINK.notSent}
        </p>
        <p className="row ink2">
          <Icon name="clock" small />
          {LINK.expires(formatMoment(shown.expiresAt))}
        </p>
      </div>
      <div className="ask-actions">
        <button type="button" className="button primary" onClick={onClose}>
          {ONCE.done}
        </button>
      </div>
    </Modal>
  );
}
