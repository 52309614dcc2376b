/** Where it is said that one was signed out meanwhile; what says it is loaded only then. */
import type { SignInState } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useSignedOut } from '../shared/account/use-signed-out.ts';
import { queryKeys } from '../shared/api/queries.ts';
import { lazyOrNothing } from '../shared/ui/lazy-or-nothing.ts';

const Strip = lazyOrNothing(async () => (await import('../features/account/signed-out-strip.tsx')).SignedOutStrip);

export function SignedOut() {
  const client = useQueryClient();
  const signedOut = useSignedOut();
  // Who never signed in here was not signed out: the page says what it needs.
  const was = client.getQueryData<SignInState>(queryKeys.session)?.account ?? null;
  return signedOut && was !== null ? (
    <Suspense>
      <Strip />
    </Suspense>
  ) : null;
}
