/** Ties the files of a draft to the life of its page: opened with it, flushed when it goes out of sight, renewed when others saved. */
import type { PackageDraftView, PackageFileChanged } from '@lockstep/protocol';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../../shared/api/http.ts';
import { type Services, useServices } from '../../../shared/api/services.tsx';
import { files as filesApi } from '../authoring-api.ts';
import { DraftFiles, type FilesSnapshot } from '../files/draft-files.ts';
import { authoringKeys } from '../queries.ts';

/** Browsers bound what a request may carry that outlives its page. */
const KEEPALIVE_BYTES = 60_000;

export function useDraftFiles(draft: PackageDraftView): {
  readonly files: DraftFiles;
  readonly snapshot: FilesSnapshot;
} {
  const services = useServices();
  const client = useQueryClient();
  const { id } = draft;
  const [files, setFiles] = useState(() => createFiles(id, services, client));
  const snapshot = useSyncExternalStore(files.subscribe, files.snapshot);
  useEffect(() => {
    // React may run effects twice while developing: what was stopped is replaced, never reused.
    if (files.stopped) {
      setFiles(createFiles(id, services, client));
      return;
    }
    files.recover();
    const onHidden = () => {
      if (document.visibilityState === 'hidden') files.flush();
    };
    const onLeave = () => files.flush();
    const onOnline = () => files.hurry();
    // The browser asks whether the page may go.
    const onUnload = (event: BeforeUnloadEvent) => {
      if (files.atRisk) event.preventDefault();
    };
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('online', onOnline);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('visibilitychange', onHidden);
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('online', onOnline);
      window.removeEventListener('beforeunload', onUnload);
      files.stop();
    };
  }, [files, id, services, client]);
  useEffect(() => files.renew(draft.files), [files, draft.files]);
  return { files, snapshot };
}

function createFiles(id: string, { api, store, timers, tab }: Services, client: QueryClient): DraftFiles {
  return new DraftFiles({
    draft: id,
    tab,
    store,
    timers,
    now: () => new Date(),
    load: async (path) => {
      try {
        return await filesApi.read(api, id, path);
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    save: (path, save, keepalive) =>
      filesApi.save(api, id, path, save, keepalive && save.content.length < KEEPALIVE_BYTES),
    onSaved: (path, changed) => noteChange(client, id, path, changed),
  });
}

/** Puts a change that the server made into what the cache has of the draft: a check and a verification go by its digest. */
export function noteChange(client: QueryClient, id: string, path: string, changed: PackageFileChanged): void {
  client.setQueryData<PackageDraftView>(authoringKeys.draft(id), (draft) => {
    if (draft === undefined) return draft;
    const others = draft.files.filter((file) => file.path !== path && file.path !== changed.file?.path);
    const files = changed.file === null ? others : [...others, changed.file];
    // Answers of two saves may come in another order than the saves were made in.
    if (changed.version < draft.version) return { ...draft, files };
    const { version, digest, title } = changed;
    return { ...draft, files, version, digest, title };
  });
}
