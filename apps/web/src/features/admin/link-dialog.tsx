/** A link that was just made, to be copied: it is shown this once. */
import type { MadeLink } from '@lockstep/protocol';
import { useId } from 'react';
import { formatMoment } from '../../shared/format.ts';
import { CopyText } from '../../shared/timeline/copy-text.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { FIRST_FOCUS, Modal, ModalHead } from '../../shared/ui/modal.tsx';
import { LINK } from './messages.ts';

export interface ShownLink extends MadeLink {
  readonly title: string;
}

export function LinkDialog({ shown, onClose }: { readonly shown: ShownLink; readonly onClose: () => void }) {
  const id = useId();
  return (
    <Modal label={shown.title} className="ask link-dialog" onClose={onClose}>
      <ModalHead title={shown.title} close={LINK.dismiss} onClose={onClose} />
      <div className="ask-text">
        <p>{LINK.once}</p>
        <label className="sr" htmlFor={id}>
          {LINK.label}
        </label>
        <input
          {...FIRST_FOCUS}
          id={id}
          className="input mono link-shown"
          readOnly
          value={shown.link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyText text={() => shown.link} label={LINK.copy} name={LINK.label} />
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
          {LINK.done}
        </button>
      </div>
    </Modal>
  );
}
