/**
 * What only people with an account see. Whoever comes without one is sent to sign in, and comes back. Whoever is signed
 * out while they are here stays: nothing that they typed is lost.
 */
import type { AccountView } from '@lockstep/protocol';
import { useRouter } from '@tanstack/react-router';
import { type ComponentType, Fragment, type ReactNode, useEffect, useState } from 'react';
import { LoadFailure, Skeleton } from '../ui/states.tsx';
import { useSession } from './session.ts';

/** `around`: the page around what stands there meanwhile, where `children` bring one of their own. */
export function SignedIn(props: {
  readonly children: (account: AccountView) => ReactNode;
  readonly around?: ComponentType<{ readonly children: ReactNode }>;
}) {
  const { children, around: Around = Fragment } = props;
  const { state, account, error, retry } = useSession();
  const [known, setKnown] = useState(account);
  if (account !== null && account !== known) setKnown(account);
  const shown = account ?? known;
  if (shown !== null) return children(shown);
  if (state !== undefined) return <ToSignIn />;
  return (
    <Around>{error === null ? <Skeleton lines={6} /> : <LoadFailure error={error} retry={retry} level="h1" />}</Around>
  );
}

/** Goes once: the location that it came from changes while the page to sign in is being loaded. */
function ToSignIn() {
  const router = useRouter();
  const [from] = useState(router.latestLocation.href);
  useEffect(() => {
    void router.navigate({ to: '/sign-in', search: { from }, replace: true });
  }, [router, from]);
  return null;
}
