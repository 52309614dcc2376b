/** The page to sign in. Whoever is signed in already goes on to where they came from. */
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useSession } from '../../shared/account/session.ts';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useTitle } from '../../shared/ui/states.tsx';
import './account.css';
import { SIGN_IN, SIGN_IN_FAILURES } from './messages.ts';
import { returnPath } from './return-path.ts';
import { signInFailure } from './sign-in-failure.ts';
import { SignInForm } from './sign-in-form.tsx';

/** `from`, `failed`: as the address has them. */
export function SignInPage(props: { readonly from: string | undefined; readonly failed: string | undefined }) {
  useTitle(SIGN_IN.title);
  const { state, account } = useSession();
  const { history } = useRouter();
  const back = returnPath(props.from);
  const signedIn = account !== null;
  useEffect(() => {
    if (signedIn) history.replace(back);
  }, [signedIn, history, back]);
  const failure = signInFailure(props.failed);
  return (
    <>
      <AppBar left={<MainNavigation />} brandName />
      <main className="entry" id="content">
        <h1>{SIGN_IN.title}</h1>
        <p className="ink2 sign-in-text">{SIGN_IN.text}</p>
        {failure === null ? null : (
          <div className="form-fault" role="alert">
            <p>
              <Icon name="error" small />
              <span>{SIGN_IN_FAILURES[failure]}</span>
            </p>
          </div>
        )}
        <SignInForm state={state ?? null} />
        <p className="small ink3 entry-foot">{SIGN_IN.noAccount}</p>
      </main>
    </>
  );
}
