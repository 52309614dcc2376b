/** Signing in with a password or at an identity provider, and asking for a new password. Shown on a page, or over one. */
import { SignInState } from '@lockstep/protocol';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { NOTHING, useBecomeVisitor } from '../../shared/account/session.ts';
import { ApiError } from '../../shared/api/http.ts';
import { SESSION_PATH, useServices } from '../../shared/api/services.tsx';
import { EmailField, PasswordField } from '../../shared/form/fields.tsx';
import { Form } from '../../shared/form/form.tsx';
import type { FormFault } from '../../shared/form/form-faults.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { FORGOT, SIGN_IN } from './messages.ts';

const PROVIDER_PATH = '/api/session/provider';

export function SignInForm(props: {
  /** How one may sign in here; null while that is not known. */
  readonly state: SignInState | null;
  readonly email?: string;
  readonly onSignedIn?: (state: SignInState) => void;
}) {
  const { state, onSignedIn } = props;
  const { api } = useServices();
  const become = useBecomeVisitor();
  const [forgot, setForgot] = useState(false);
  if (forgot) return <ForgotForm mail={state?.mail ?? false} onBack={() => setForgot(false)} />;
  return (
    <>
      {state?.provider ? (
        <>
          <a className="button sign-in-provider" href={PROVIDER_PATH}>
            {SIGN_IN.provider(state.provider)}
          </a>
          <p className="sign-in-or small ink3">{SIGN_IN.or}</p>
        </>
      ) : null}
      <Form
        label={SIGN_IN.title}
        action={SIGN_IN.action}
        busyAction={SIGN_IN.busy}
        knownPassword
        send={async ({ email, password }) => {
          const signedIn = await api.send('POST', SESSION_PATH, SignInState, { email, password });
          become(signedIn);
          onSignedIn?.(signedIn);
        }}
        explain={explain}
        beside={
          <button type="button" className="button quiet" onClick={() => setForgot(true)}>
            {SIGN_IN.forgot}
          </button>
        }
      >
        <EmailField autoComplete="username" {...(props.email === undefined ? {} : { initial: props.email })} />
        <PasswordField name="password" kind="known" />
      </Form>
    </>
  );
}

function explain(fault: FormFault, error: unknown): FormFault {
  if (!(error instanceof ApiError)) return fault;
  if (error.status === 401) return { ...fault, fields: { password: SIGN_IN.checkPassword }, sentence: SIGN_IN.wrong };
  return error.status === 403 ? { ...fault, sentence: SIGN_IN.closed } : fault;
}

/** The answer is the same whether there is such an account or not. */
function ForgotForm({ mail, onBack }: { readonly mail: boolean; readonly onBack: () => void }) {
  const { api } = useServices();
  const [asked, setAsked] = useState(false);
  const back = (
    <button type="button" className="button quiet" onClick={onBack}>
      {FORGOT.back}
    </button>
  );
  if (asked) {
    return (
      <FocusedOnce className="form">
        <p className="form-done">
          <Icon name="check" small />
          {FORGOT.doneTitle}
        </p>
        <p>{mail ? FORGOT.doneMail : FORGOT.doneAdmin}</p>
        <div className="form-actions">{back}</div>
      </FocusedOnce>
    );
  }
  return (
    <FocusedOnce>
      <p className="ink2 sign-in-text">{FORGOT.text}</p>
      <Form
        label={FORGOT.title}
        action={FORGOT.action}
        busyAction={FORGOT.busy}
        send={async ({ email }) => {
          await api.send('POST', '/api/password-resets', NOTHING, { email });
          setAsked(true);
        }}
        beside={back}
      >
        <EmailField autoComplete="username" />
      </Form>
    </FocusedOnce>
  );
}

/** What took the place of what had the focus gets it. */
function FocusedOnce(props: { readonly className?: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('input') ?? box.current;
    first?.focus();
  }, []);
  return (
    <div ref={box} className={`focused-once ${props.className ?? ''}`} tabIndex={-1}>
      {props.children}
    </div>
  );
}
