/** What the files of a package are, by their paths. Pure. */
import { VERDICTS, type Verdict } from '@lockstep/protocol';

/** `statement`, `prose`: Markdown that candidates read, or authors. `notes`: submissions.yaml. `other`: nothing that a package has. */
export type FileKind =
  | 'problem'
  | 'statement'
  | 'starter'
  | 'checker'
  | 'hints'
  | 'editorial'
  | 'prose'
  | 'sample'
  | 'secret'
  | 'scope'
  | 'submission'
  | 'notes'
  | 'other';

/** In the order in which they are listed. */
const EXERCISE_FILES: readonly (readonly [path: string, kind: FileKind])[] = [
  ['problem.yaml', 'problem'],
  ['statement.md', 'statement'],
  ['starter.py', 'starter'],
  ['checker.ts', 'checker'],
  ['hints.yaml', 'hints'],
  ['editorial.md', 'editorial'],
  ['authors.md', 'prose'],
  ['submissions/submissions.yaml', 'notes'],
];

const TEST_FOLDERS = ['sample', 'secret', 'scope'] as const;
export type TestFolder = (typeof TEST_FOLDERS)[number];

/** Verdicts that a submission can be written for. */
export const EXPECTED_VERDICTS: readonly Verdict[] = VERDICTS.filter((verdict) => verdict !== 'judge-error');

export const SUBMISSION_NOTES = 'submissions/submissions.yaml';

export function kindOf(path: string): FileKind {
  const known = EXERCISE_FILES.find(([name]) => name === path)?.[1];
  if (known !== undefined) return known;
  const folder = TEST_FOLDERS.find((name) => path.startsWith(`data/${name}/`));
  if (folder !== undefined && path.endsWith('.yaml')) return folder;
  return expectedVerdict(path) === null ? 'other' : 'submission';
}

/** Of a reference submission: the verdict that its folder names; null for every other file. */
export function expectedVerdict(path: string): Verdict | null {
  const folder = /^submissions\/([^/]+)\/[^/]+\.py$/.exec(path)?.[1];
  return EXPECTED_VERDICTS.find((verdict) => verdict === folder) ?? null;
}

/** Its last part. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export type GroupName = 'exercise' | TestFolder | 'accepted' | 'rejected';

export interface TreeGroup {
  readonly name: GroupName;
  /** In the order in which they are shown. */
  readonly paths: readonly string[];
}

/** All files in groups; none is left out. Groups of tests and submissions are there also when they are empty. */
export function treeOf(paths: readonly string[]): readonly TreeGroup[] {
  const groups = Map.groupBy(paths, groupOf);
  const sorted = (name: GroupName) =>
    [...(groups.get(name) ?? [])].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const names: readonly GroupName[] = ['exercise', 'sample', 'secret', 'scope', 'accepted', 'rejected'];
  return names.map((name) => ({ name, paths: sorted(name) }));
}

function groupOf(path: string): GroupName {
  const kind = kindOf(path);
  if (kind === 'sample' || kind === 'secret' || kind === 'scope') return kind;
  if (kind !== 'submission') return 'exercise';
  return expectedVerdict(path) === 'accepted' ? 'accepted' : 'rejected';
}

/** Files of the exercise in the order of the list above, submissions by their verdicts, the rest by name. */
function rank(path: string): number {
  const verdict = expectedVerdict(path);
  if (verdict !== null) return EXPECTED_VERDICTS.indexOf(verdict);
  const place = EXERCISE_FILES.findIndex(([name]) => name === path);
  return place < 0 ? EXERCISE_FILES.length : place;
}

/** The file that is opened first. */
export function firstPath(paths: readonly string[]): string | null {
  return treeOf(paths).flatMap((group) => group.paths)[0] ?? null;
}
