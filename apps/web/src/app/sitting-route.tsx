/** Binds a candidate's page to its address. */
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useLayoutEffect, useState } from 'react';
import { SittingPage } from '../features/sitting/sitting-page.tsx';

const route = getRouteApi('/interview');

/** Takes the token out of the address before anything is painted or asked: nobody reads it there, and no history keeps it. */
export function SittingRoute() {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = route.useNavigate();
  const [token, setToken] = useState<string | null>(hash === '' ? null : hash);
  useLayoutEffect(() => {
    if (hash === '') return;
    setToken(hash);
    void navigate({ hash: '', replace: true });
  }, [hash, navigate]);
  return <SittingPage key={token} token={token} />;
}
