/** Writes into submissions.yaml that a mutant is right all the same. What an author is typing there stays. */
import type { PackageDraftView } from '@lockstep/protocol';
import type { DraftFiles } from '../files/draft-files.ts';
import type { FileKeeper } from '../files/file-keeper.ts';
import { valueAt } from '../form/form-values.ts';
import { SUBMISSION_NOTES } from '../tree/package-files.ts';
import { MUTANTS } from '../verify/messages.ts';
import type { Equivalent } from '../verify/mutants.tsx';
import { applied } from '../yaml/text-change.ts';
import { yamlChanges } from '../yaml/yaml-edit.ts';
import { parseYaml, yamlValue } from '../yaml/yaml-tree.ts';
import type { NewItem } from '../yaml/yaml-write.ts';
import type { FileActs } from './use-file-acts.ts';

export async function writeEquivalent(
  draft: PackageDraftView,
  files: DraftFiles,
  acts: FileActs,
  entry: Equivalent,
): Promise<void> {
  if (!draft.files.some(({ path }) => path === SUBMISSION_NOTES)) {
    await acts.addNotes(withEntry('', entry));
    return;
  }
  const keeper = files.keeper(SUBMISSION_NOTES);
  const content = await loadedContent(keeper);
  keeper.put(withEntry(content, entry));
  await keeper.saveNow();
}

/** Once it is there; rejects when it cannot be read. */
function loadedContent(keeper: FileKeeper): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { content, status } = keeper.snapshot();
      if (content !== null) resolve(content);
      else if (status.kind === 'failed') reject(status.error);
      else return;
      forget();
    };
    const forget = keeper.subscribe(look);
    look();
  });
}

/** Throws where it would have to be rewritten. */
export function withEntry(text: string, { path, mistake, line, why }: Equivalent): string {
  const name = path.replace(/^submissions\//, '');
  const node = parseYaml(text);
  const before = node === undefined ? undefined : valueAt(yamlValue(node), [name, 'equivalent']);
  const entries = Array.isArray(before) ? (before as readonly NewItem[]) : [];
  const changes = yamlChanges(text, [name, 'equivalent'], [...entries, { mistake, line, why }]);
  if (changes === null) throw new Error(MUTANTS.notMarked);
  return applied(text, changes);
}
