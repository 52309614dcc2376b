/** The newest verification of a draft: followed while it runs, started and cancelled. */
import type { PackageDraftView, Verification, VerificationId } from '@lockstep/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import type { SocketStatus } from '../../../shared/api/steady-socket.ts';
import { verifications } from '../authoring-api.ts';
import { authoringKeys } from '../queries.ts';
import { VERIFY } from './messages.ts';
import { type FollowSnapshot, VerificationFollower } from './verification-follower.ts';

export interface Verifying {
  /** null: there is none, or it is on its way. */
  readonly verification: Verification | null;
  /** There is one, and it is on its way. */
  readonly loading: boolean;
  /** The draft's files are what was verified. */
  readonly upToDate: boolean;
  readonly stream: SocketStatus;
  /** Why it could not be read, started or cancelled. */
  readonly error: Error | null;
  readonly starting: boolean;
  readonly cancelling: boolean;
  readonly start: () => void;
  readonly cancel: () => void;
  /** Reads it again. */
  readonly retry: () => void;
}

const NOTHING: FollowSnapshot = { verification: null, error: null, stream: 'idle' };
const observeNothing = () => () => {};
const nothing = () => NOTHING;

/** `saveAll`: saves what is typed; false when something could not be. */
export function useVerification(draft: PackageDraftView, saveAll: () => Promise<boolean>): Verifying {
  const services = useServices();
  const client = useQueryClient();
  const newest = draft.verification?.id ?? null;
  const follower = useFollower(newest, draft.id);
  const { verification, error, stream } = useSyncExternalStore(
    follower?.subscribe ?? observeNothing,
    follower?.snapshot ?? nothing,
  );
  const { api } = services;
  const note = (started: Verification): void => {
    client.setQueryData<PackageDraftView>(authoringKeys.draft(draft.id), (before) =>
      before === undefined ? before : { ...before, verification: started },
    );
  };
  const started = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      if (!(await saveAll())) throw new Error(VERIFY.unsaved);
      return verifications.start(api, draft.id);
    },
    onSuccess: note,
  });
  const cancelled = useMutation({
    networkMode: 'always',
    mutationFn: (id: VerificationId) => verifications.cancel(api, id),
    onSuccess: () => follower?.read(),
  });
  const running = verification?.state === 'running';
  return {
    verification,
    loading: newest !== null && verification === null,
    upToDate: verification !== null && verification.digest === draft.digest,
    stream,
    error: started.error ?? cancelled.error ?? error,
    starting: started.isPending,
    cancelling: cancelled.isPending,
    start: () => {
      if (running || started.isPending) return;
      cancelled.reset();
      started.mutate();
    },
    cancel: () => {
      if (verification !== null && running && !cancelled.isPending) cancelled.mutate(verification.id);
    },
    retry: () => {
      started.reset();
      cancelled.reset();
      void follower?.read();
    },
  };
}

/** Lives as long as the verification is the newest one. */
function useFollower(id: VerificationId | null, draft: string): VerificationFollower | null {
  const { api, connect, timers } = useServices();
  const client = useQueryClient();
  const [follower, setFollower] = useState<VerificationFollower | null>(null);
  useEffect(() => {
    if (id === null) {
      setFollower(null);
      return;
    }
    const opened = new VerificationFollower({
      id,
      read: () => verifications.view(api, id),
      connect: () => connect('/api/authoring/live'),
      timers,
      random: Math.random,
      onEnd: () => void client.invalidateQueries({ queryKey: authoringKeys.draft(draft) }),
    });
    setFollower(opened);
    void opened.read();
    const onOnline = () => opened.hurry();
    window.addEventListener('online', onOnline);
    return () => {
      window.removeEventListener('online', onOnline);
      opened.stop();
    };
  }, [id, draft, api, connect, timers, client]);
  return follower;
}
