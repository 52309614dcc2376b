/** The flag that a session ended. Apart from what else is known of sessions: every page has this from the start. */
import { useSyncExternalStore } from 'react';
import { useServices } from '../api/services.tsx';

/** Whether who was signed in is not any more. */
export function useSignedOut(): boolean {
  const { signedOut } = useServices();
  return useSyncExternalStore(signedOut.subscribe, signedOut.get);
}
