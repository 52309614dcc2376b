/** Ties the keeper of a draft to the page's life: opened with the workspace, flushed when the page goes out of sight. */
import type { ExerciseView } from '@lockstep/protocol';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { takeDraft } from '../../../shared/api/queries.ts';
import { type Services, useServices } from '../../../shared/api/services.tsx';
import { pageSitting } from '../../../shared/sitting/sitting-sign.ts';
import { ArrivingDraft } from './arriving-draft.ts';
import type { DraftSnapshot, Drafts } from './draft-face.ts';
import { DraftKeeper } from './draft-keeper.ts';

export function useDraft(exercise: ExerciseView): { readonly draft: DraftSnapshot; readonly keeper: Drafts } {
  const services = useServices();
  const queries = useQueryClient();
  const [keeper, setKeeper] = useState(() => createKeeper(exercise, services, queries));
  const draft = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  useEffect(() => {
    // React may run effects twice while developing: a stopped keeper is replaced, never reused.
    let opened = keeper;
    if (keeper.stopped) {
      opened = createKeeper(exercise, services, queries);
      setKeeper(opened);
      return;
    }
    void opened.open();
    const onHidden = () => {
      if (document.visibilityState === 'hidden') opened.flush();
    };
    const onLeave = () => opened.flush();
    const onOnline = () => opened.hurry();
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('online', onOnline);
    // The stream of a submission is back before the pause of a draft is over.
    const unsubscribe = services.live.subscribe(() => {
      if (services.live.status() === 'open') opened.hurry();
    });
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('online', onOnline);
      unsubscribe();
      opened.stop();
    };
    // The keeper is made for one exercise; the page is mounted anew for another one.
  }, [keeper, exercise, services, queries]);
  return { draft, keeper };
}

function createKeeper(exercise: ExerciseView, services: Services, queries: QueryClient): Drafts {
  const { api, store, timers, tab } = services;
  const { slug, starter, digest } = exercise;
  const sitting = pageSitting(store);
  const own = () =>
    new DraftKeeper({
      slug,
      starter,
      digest,
      tab,
      sitting,
      store,
      timers,
      now: () => new Date(),
      load: () => takeDraft(queries, api, slug, sitting),
      save: (request, keepalive) => api.saveDraft(slug, request, sitting, keepalive),
    });
  if (sitting == null) return own();
  const load = async (): Promise<Drafts> => {
    const [{ SharedDraft }, { holdLiveCode }] = await Promise.all([
      import('./shared-draft.ts'),
      import('../../../shared/live-code/hold.ts'),
    ]);
    return new SharedDraft({ slug, sitting, store, timers, hold: () => holdLiveCode(services, sitting, 'candidate') });
  };
  return new ArrivingDraft({ load, timers, instead: own });
}
