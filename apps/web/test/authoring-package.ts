/** A canned package for the fake server, and what judging its reference submissions and mutants gives. */
import {
  type CaseResult,
  type MutantCase,
  PackagePath,
  type ReferenceCase,
  type Verdict,
  type VerificationCase,
  verdictCode,
} from '@lockstep/protocol';

const PROBLEM = `# Counting together.
title: Locked counter
summary: One Value, one Lock, every process adds n in steps of 1
track: 1
position: 2
difficulty: first-steps
minutes: 20
tags: [multiprocessing, Value, Lock]
usual_failures: [race, deadlock]
entry: "def count(n_procs: int, n: int) -> int"
start_method: fork
limits: { wall_ms: 10000, cpu_ms: 20000, memory_mib: 256, output_kib: 256, processes: 16 }
rules:
  child_processes: n_procs # all of them
judging:
  - "For real, at full size."
  - However the processes take turns, the total has to be exact.
`;

const CHECKER = `import { accept, asNumber, type CheckAnswer, type PythonValue, reject } from '@lockstep/checker/author';

export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  return asNumber(outcome) === null ? reject('no number') : accept();
}
`;

const SUBMISSION = `from multiprocessing import Lock, Process, Value


def count(n_procs, n):
    lock = Lock()
    return n_procs * n
`;

export const PACKAGE: Readonly<Record<string, string>> = {
  'problem.yaml': PROBLEM,
  'statement.md': '# Count together\n\nWrite `count(n_procs, n)`.\n',
  'starter.py': 'def count(n_procs, n):\n    return 0\n',
  'checker.ts': CHECKER,
  'hints.yaml': '- Which steps is it made of?\n- A `Lock` makes it one.\n',
  'data/sample/1-two-by-two.yaml': 'call: "count(2, 2)"\nexpect: "4"\nexplanation: Twice two.\n',
  'data/secret/1-full-size.yaml': 'call: "count(4, 50_000)"\nexpect: "200_000"\ntitle: Full size\n',
  'data/scope/1-two-by-two.yaml': 'call: "count(2, 2)"\nexpect: "4"\n',
  'submissions/accepted/with_lock.py': SUBMISSION,
  'submissions/race/no_lock.py': SUBMISSION,
  'submissions/deadlock/lock_twice.py': SUBMISSION,
  'submissions/rule-violation/just_product.py': SUBMISSION,
};

/** What checkers may import, as the server would send it. */
export const CHECKER_MODULE = {
  name: '@lockstep/checker/author',
  text: `
export type PythonValue = null | boolean | number | string | readonly PythonValue[] | { readonly int: string };
export interface CheckAnswer { readonly accepted: boolean; readonly message?: string }
export function accept(): CheckAnswer { return { accepted: true }; }
export function reject(message: string): CheckAnswer { return { accepted: false, message }; }
/** An int or float as a number, else null. */
export function asNumber(value: PythonValue): number | null { return typeof value === 'number' ? value : null; }
`,
};

export function resultOf(verdict: Verdict, change: Partial<CaseResult> = {}): CaseResult {
  const accepted = verdict === 'accepted';
  return {
    verdict,
    code: verdictCode(verdict),
    claim: accepted
      ? { kind: 'exhaustive', interleavings: '684', states: 90, merged: false, loops: false, reduced: false }
      : null,
    sentence: accepted ? 'All tests passed.' : 'Process-2 read counter, Process-1 changed it.',
    decidedBy: accepted
      ? { kind: 'everything', tests: 2, scopes: 1 }
      : { kind: 'scope', call: 'count(2, 2)', preemptions: 1 },
    interleavings: '8339',
    wallMs: 120,
    fault: null,
    ...change,
  };
}

/** All cases of a package, none of which has begun: its submissions, and four mutants of each accepted one. */
export function casesOf(paths: readonly string[]): VerificationCase[] {
  const references = paths.flatMap((path): Omit<ReferenceCase, 'position'>[] => {
    const expected = /^submissions\/([a-z-]+)\/.+\.py$/.exec(path)?.[1] as Verdict | undefined;
    if (expected === undefined) return [];
    const face = { path: PackagePath.parse(path), state: 'queued', result: null } as const;
    return [{ kind: 'reference', ...face, expected, expectedCode: verdictCode(expected), outcome: null }];
  });
  const mutants = references
    .filter(({ expected }) => expected === 'accepted')
    .flatMap(({ path }): Omit<MutantCase, 'position'>[] =>
      ['drop-lock', 'drop-join', 'split-update', 'loop-once-less'].map((mistake, index) => ({
        kind: 'mutant',
        path,
        state: 'queued',
        result: null,
        mistake,
        line: 5,
        change: { line: 5, removed: ['    lock = Lock()'], added: ['    lock = None'] },
        equivalent: index === 2 ? 'Nobody else reads it.' : null,
        fate: null,
      })),
    );
  return [...references, ...mutants].map((one, position) => ({ ...one, position }));
}

/** The case as it ends with that verdict. */
export function ended(one: VerificationCase, verdict: Verdict, change: Partial<CaseResult> = {}): VerificationCase {
  const result = resultOf(verdict, change);
  const shared = { state: 'finished', result } as const;
  if (one.kind === 'reference') {
    const outcome = verdict === 'judge-error' ? 'judge-error' : verdict === one.expected ? 'as-expected' : 'different';
    return { ...one, ...shared, outcome };
  }
  const survives = one.equivalent === null ? 'survived' : 'equivalent';
  const fate = verdict === 'judge-error' ? 'judge-error' : verdict === 'accepted' ? survives : 'killed';
  return { ...one, ...shared, fate };
}
