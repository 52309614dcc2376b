/** Where a new file goes and what it begins with. Pure. */
import { PackagePath, type Verdict } from '@lockstep/protocol';
import { NEW_KINDS, TEMPLATES } from './messages.ts';
import { SUBMISSION_NOTES } from './package-files.ts';

export type NewKind = keyof typeof NEW_KINDS;

/** Kinds of which a package has one file at most. */
const SINGLE: Readonly<Partial<Record<NewKind, string>>> = {
  checker: 'checker.ts',
  hints: 'hints.yaml',
  editorial: 'editorial.md',
  authors: 'authors.md',
  notes: SUBMISSION_NOTES,
};

export interface NewFile {
  readonly kind: NewKind;
  /** Of a submission. */
  readonly verdict: Verdict;
  /** Without folder and ending. */
  readonly name: string;
}

/** Kinds that can still be added. */
export function addableKinds(paths: readonly string[]): readonly NewKind[] {
  const kinds = Object.keys(NEW_KINDS) as NewKind[];
  return kinds.filter((kind) => {
    const single = SINGLE[kind];
    return single === undefined || !paths.includes(single);
  });
}

export function hasName(kind: NewKind): boolean {
  return SINGLE[kind] === undefined;
}

export function pathOf({ kind, verdict, name }: NewFile): string {
  const single = SINGLE[kind];
  if (single !== undefined) return single;
  return kind === 'submission' ? `submissions/${verdict}/${name}.py` : `data/${kind}/${name}.yaml`;
}

/** The path, or null when the name is none. */
export function newPath(file: NewFile): PackagePath | null {
  if (hasName(file.kind) && !/^[a-z0-9][a-z0-9_-]{0,59}$/.test(file.name)) return null;
  return PackagePath.safeParse(pathOf(file)).data ?? null;
}

/** Tests run in the order of their names, so a new one begins with the next number: `4-`. */
export function namePrefix(kind: NewKind, paths: readonly string[]): string {
  if (kind !== 'sample' && kind !== 'secret' && kind !== 'scope') return '';
  const numbers = paths
    .filter((path) => path.startsWith(`data/${kind}/`))
    .map((path) => Number(/^data\/\w+\/(\d+)/.exec(path)?.[1] ?? 0));
  return `${Math.max(0, ...numbers) + 1}-`;
}

/** `entry`: the exercise's signature, `def count(n: int) -> int`. `starter`: what a submission begins with. */
export function contentOf(kind: NewKind, entry: string, starter: string): string {
  const name = /^\s*def\s+(\w+)/.exec(entry)?.[1] ?? 'f';
  return kind === 'submission' ? starter : TEMPLATES[kind](`${name}()`);
}
