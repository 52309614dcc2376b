/** What is done with files as a whole: adding, renaming, deleting. */
import { PackagePath } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../../shared/api/http.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { files as filesApi } from '../authoring-api.ts';
import type { DraftFiles } from '../files/draft-files.ts';
import { DELETE, RENAME } from '../tree/messages.ts';
import { SUBMISSION_NOTES } from '../tree/package-files.ts';
import { noteChange } from './use-draft-files.ts';

export interface FileActs {
  readonly add: (path: PackagePath, content: string) => Promise<void>;
  /** What is typed goes with it. Rejects when that could not be saved. */
  readonly rename: (from: string, to: PackagePath) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Makes submissions.yaml. */
  readonly addNotes: (content: string) => Promise<void>;
}

export function useFileActs(id: string, files: DraftFiles): FileActs {
  const { api } = useServices();
  const client = useQueryClient();
  /** The version of a file as this page knows it. */
  const versionOf = async (path: string): Promise<number> => {
    const { base } = files.keeper(path);
    return base > 0 ? base : (await filesApi.read(api, id, path)).version;
  };
  const add = async (path: string, content: string): Promise<void> => {
    const changed = await filesApi.save(api, id, path, { content, follows: 0 }, false);
    noteChange(client, id, path, changed);
  };
  return {
    add,
    addNotes: (content) => add(SUBMISSION_NOTES, content),
    async rename(from, to) {
      const { kind } = await files.keeper(from).saveNow();
      if (kind !== 'saved') throw new Error(RENAME.unsaved);
      const follows = await versionOf(from);
      const changed = await filesApi.rename(api, id, { from: PackagePath.parse(from), to, follows });
      files.forget(from);
      noteChange(client, id, from, changed);
    },
    async remove(path) {
      const follows = await versionOf(path);
      const changed = await filesApi.remove(api, id, path, follows).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 409) throw new Error(DELETE.changed, { cause: error });
        throw error;
      });
      files.forget(path);
      noteChange(client, id, path, changed);
    },
  };
}
