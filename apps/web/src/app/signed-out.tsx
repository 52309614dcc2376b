/** Where it is said that one was signed out meanwhile; what says it is loaded only then. */
import { Suspense } from 'react';
import { useSignedOut } from '../shared/account/use-signed-out.ts';
import { lazyOrNothing } from '../shared/ui/lazy-or-nothing.ts';

const Strip = lazyOrNothing(async () => (await import('../features/account/signed-out-strip.tsx')).SignedOutStrip);

export function SignedOut() {
  return useSignedOut() ? (
    <Suspense>
      <Strip />
    </Suspense>
  ) : null;
}
