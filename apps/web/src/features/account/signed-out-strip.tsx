/** Says that one was signed out meanwhile, and lets one sign in again without leaving the page. */
import { useState } from 'react';
import { useSession } from '../../shared/account/session.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { Modal, ModalHead } from '../../shared/ui/modal.tsx';
import './account.css';
import { SIGN_IN, SIGNED_OUT } from './messages.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignedOutStrip() {
  const { state } = useSession();
  const [asked, setAsked] = useState(false);
  // Of who was signed in.
  const email = state?.account?.email;
  return (
    <>
      <div className="out-strip">
        <Icon name="lock" small />
        <p role="alert">{SIGNED_OUT.text}</p>
        <button type="button" className="button small" onClick={() => setAsked(true)}>
          {SIGNED_OUT.signIn}
        </button>
      </div>
      {asked ? (
        <Modal label={SIGN_IN.again} className="sign-in-over" onClose={() => setAsked(false)}>
          <ModalHead title={SIGN_IN.again} close={SIGNED_OUT.close} onClose={() => setAsked(false)} />
          <div className="modal-content">
            <SignInForm state={state ?? null} {...(email === undefined ? {} : { email })} />
          </div>
        </Modal>
      ) : null}
    </>
  );
}
