/** submissions/<verdict>/*.py: programs whose verdict is known. They hold the exercise to its promise. */
import { SIZES, type Verdict } from '@lockstep/protocol';
import { BOUNDS, EXPECTED_VERDICTS, SubmissionsFile } from './file-schemas.ts';
import type { PackageFiles } from './package-files.ts';
import type { Problems } from './problems.ts';
import { parseYaml } from './yaml-file.ts';

export interface ReferenceSubmission {
  /** Relative to the exercise's folder: `submissions/race/no_lock.py`. */
  readonly path: string;
  /** File name without its ending. */
  readonly name: string;
  /** The verdict that the folder names. */
  readonly expected: Verdict;
  readonly source: string;
  /** What the author says about it, null when nothing. */
  readonly note: string | null;
  /** Mistakes that leave it right, by the name of the mistake and the line where it is made. */
  readonly equivalent: readonly { readonly mistake: string; readonly line: number; readonly why: string }[];
}

const NOTES = 'submissions/submissions.yaml';

/** All submissions, accepted ones first, then by verdict and name. */
export async function loadSubmissions(files: PackageFiles, problems: Problems): Promise<ReferenceSubmission[]> {
  const notes = await readNotes(files, problems);
  await refuseUnknownFolders(files, problems);
  const submissions: ReferenceSubmission[] = [];
  const used = new Set<string>();
  for (const expected of EXPECTED_VERDICTS) {
    const folder = `submissions/${expected}`;
    for (const fileName of await files.list(folder)) {
      const file = `${folder}/${fileName}`;
      const name = /^([a-z0-9][a-z0-9_-]{0,63})\.py$/.exec(fileName)?.[1];
      if (name === undefined) {
        problems.add(file, '', 'a submission is a file named with lower-case letters, digits, - and _, ending in .py');
        continue;
      }
      if (submissions.length === BOUNDS.submissions) {
        problems.add('submissions', '', `more than ${BOUNDS.submissions} submissions`);
        return submissions;
      }
      const source = await files.read(file, SIZES.sourceBytes, true);
      if (source === null) continue;
      const key = `${expected}/${fileName}`;
      used.add(key);
      submissions.push({
        path: file,
        name,
        expected,
        source,
        note: notes[key]?.note ?? null,
        equivalent: notes[key]?.equivalent ?? [],
      });
    }
  }
  for (const key of Object.keys(notes)) {
    if (!used.has(key)) problems.add(NOTES, key, 'there is no such submission');
  }
  if (!submissions.some(({ expected }) => expected === 'accepted')) {
    problems.add('submissions/accepted', '', 'at least one accepted submission is needed');
  }
  return submissions;
}

async function readNotes(files: PackageFiles, problems: Problems): Promise<SubmissionsFile> {
  const text = await files.read(NOTES, BOUNDS.yamlBytes, false);
  return text === null ? {} : (parseYaml(NOTES, text, SubmissionsFile, problems) ?? {});
}

async function refuseUnknownFolders(files: PackageFiles, problems: Problems): Promise<void> {
  const known = new Set<string>([...EXPECTED_VERDICTS, 'submissions.yaml']);
  for (const name of await files.list('submissions')) {
    if (!known.has(name)) problems.add(`submissions/${name}`, '', `no verdict; one of ${EXPECTED_VERDICTS.join(', ')}`);
  }
}
