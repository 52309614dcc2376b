/** Binds the pages for signing in and for links to their addresses. */
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useLayoutEffect, useState } from 'react';
import { SignInPage } from '../features/account/sign-in-page.tsx';
import { WelcomePage } from '../features/account/welcome-page.tsx';

const signInRoute = getRouteApi('/sign-in');
const welcomeRoute = getRouteApi('/welcome');

export function SignInRoute() {
  const { from, failed } = signInRoute.useSearch();
  return <SignInPage from={from} failed={failed} />;
}

/** Takes the token out of the address before anything is painted or asked: nobody reads it there, and no history keeps it. */
export function WelcomeRoute() {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = welcomeRoute.useNavigate();
  const [token, setToken] = useState<string | null>(hash === '' ? null : hash);
  useLayoutEffect(() => {
    if (hash === '') return;
    setToken(hash);
    void navigate({ hash: '', replace: true });
  }, [hash, navigate]);
  return <WelcomePage key={token} token={token} />;
}
