/** Signing out: the page of all exercises is shown, and everything is fetched anew for whom this browser is without an account. */
import type { SignInState } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../api/http.ts';
import { queryKeys } from '../api/queries.ts';
import { SESSION_PATH, useServices } from '../api/services.tsx';
import { becomeVisitor, NOTHING } from './session.ts';

export interface SigningOut {
  readonly kind: 'idle' | 'busy' | 'failed';
  readonly signOut: () => void;
}

export function useSignOut(): SigningOut {
  const services = useServices();
  const client = useQueryClient();
  const router = useRouter();
  const [kind, setKind] = useState<SigningOut['kind']>('idle');
  const signOut = async (): Promise<void> => {
    setKind('busy');
    try {
      await services.api.send('DELETE', SESSION_PATH, NOTHING);
    } catch (error) {
      // Who is signed out already has what they wanted.
      if (!(error instanceof ApiError && error.status === 401)) return setKind('failed');
    }
    await router.navigate({ to: '/' });
    const state = client.getQueryData<SignInState>(queryKeys.session);
    if (state !== undefined) becomeVisitor(client, services, { ...state, account: null });
  };
  return {
    kind,
    signOut: () => {
      if (kind !== 'busy') void signOut();
    },
  };
}
