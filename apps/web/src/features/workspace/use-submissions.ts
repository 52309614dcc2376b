/** The shown submission of a workspace: which one it is, its stream, and sending a new one. */
import type { Slug, SubmissionId, SubmissionMode } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { queryKeys, submissionsQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { pageSitting } from '../../shared/sitting/sitting-sign.ts';
import { type FollowState, SubmissionFollower } from './result/follower.ts';
import { chooseSubmission, rememberedSubmission, rememberSubmission } from './result/remembered.ts';

/** What is asked of the judge. */
export type Sending = { readonly mode: 'samples' | 'full' } | { readonly mode: 'own'; readonly call: string };

export interface SendFailure {
  readonly mode: 'samples' | 'full';
  readonly error: Error;
}

export interface Submissions {
  readonly state: FollowState;
  readonly sending: SubmissionMode | null;
  readonly failure: SendFailure | null;
  /**
   * Resolves to null when the server took it, and to the error otherwise. That of a call of one's own is for the field
   * in which it was written and is no `failure`.
   */
  send(sending: Sending, source: string): Promise<Error | null>;
  retry(): void;
}

/** `opened`: the submission that the address asks for; null for the latest. */
export function useSubmissions(slug: Slug, opened: SubmissionId | null): Submissions {
  const { api, live, store, timers } = useServices();
  const queries = useQueryClient();
  const [sitting] = useState(() => pageSitting(store));
  const [sending, setSending] = useState<SubmissionMode | null>(null);
  const [failure, setFailure] = useState<SendFailure | null>(null);
  const [follower] = useState(
    () =>
      new SubmissionFollower({
        load: (id) => api.submission(id),
        live,
        timers,
        onFinished: () => {
          void queries.invalidateQueries({ queryKey: queryKeys.submissions });
          void queries.invalidateQueries({ queryKey: queryKeys.exercises });
        },
      }),
  );
  const state = useSyncExternalStore(follower.subscribe, follower.snapshot);

  useEffect(() => {
    let left = false;
    const show = async () => {
      if (opened !== null) {
        await follower.follow(opened);
        return;
      }
      const remembered = rememberedSubmission(store, slug);
      // Shown at once; the history may name one that is still being judged elsewhere.
      const shown = remembered === null ? null : follower.follow(remembered);
      const history = await queries.fetchInfiniteQuery(submissionsQuery(api, slug)).catch(() => null);
      await shown;
      // Whatever was sent meanwhile is the latest.
      if (left || rememberedSubmission(store, slug) !== remembered) return;
      if (isGone(follower.snapshot())) {
        rememberSubmission(store, slug, null);
        follower.clear();
      }
      const chosen = chooseSubmission(rememberedSubmission(store, slug), history?.pages[0]?.items ?? []);
      if (chosen !== null) await follower.follow(chosen);
    };
    void show();
    return () => {
      left = true;
      follower.clear();
    };
  }, [follower, opened, slug, store, api, queries]);

  const send = useCallback(
    async (asked: Sending, source: string): Promise<Error | null> => {
      setSending(asked.mode);
      setFailure(null);
      try {
        const summary = await api.submit({ slug, source, ...asked }, sitting);
        rememberSubmission(store, slug, summary.id);
        follower.begin(summary, source);
        void queries.invalidateQueries({ queryKey: queryKeys.submissions });
        return null;
      } catch (error) {
        const fault = error instanceof Error ? error : new Error(String(error));
        if (asked.mode !== 'own') setFailure({ mode: asked.mode, error: fault });
        return fault;
      } finally {
        setSending(null);
      }
    },
    [api, follower, queries, sitting, slug, store],
  );

  const retry = useCallback(() => follower.retry(), [follower]);
  return { state, sending, failure, send, retry };
}

function isGone(state: FollowState): boolean {
  return state.kind === 'failed' && state.error instanceof ApiError && state.error.status === 404;
}
