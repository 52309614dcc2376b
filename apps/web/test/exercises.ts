/** Canned exercises for the fake server: enough of the bank to fill the pages. */
import type { Difficulty, ExerciseListItem, ExerciseView, Track, Verdict, VerdictCode } from '@lockstep/protocol';
import { Slug } from '@lockstep/protocol';

export const TRACKS: readonly Track[] = [
  { number: 1, title: 'Shared values', summary: 'Value, Array, Lock between processes' },
  { number: 2, title: 'Messages', summary: 'Queue and Pipe' },
  { number: 3, title: 'Managers', summary: 'Manager dict, list, Namespace' },
  { number: 4, title: 'SharedMemory and NumPy', summary: 'Blocks that several processes map' },
  { number: 5, title: 'Pools and pickling', summary: 'When to use processes at all' },
];

type Row = readonly [
  track: number,
  slug: string,
  title: string,
  summary: string,
  difficulty: Difficulty,
  failures: readonly VerdictCode[],
  verdict: Verdict | null,
];

const ROWS: readonly Row[] = [
  [
    1,
    'isolated-global',
    'Isolated global',
    'Why the parent never sees what a child adds to a module global',
    'first-steps',
    ['WA', 'RV'],
    'accepted',
  ],
  [
    1,
    'locked-counter',
    'Locked counter',
    'One Value, one Lock, every process adds n in steps of 1',
    'first-steps',
    ['RC', 'DL', 'RV'],
    'wrong-answer',
  ],
  [
    1,
    'built-in-lock',
    'Built-in lock',
    'The same counter with the lock that the Value brings along',
    'first-steps',
    ['RC', 'DL'],
    'accepted',
  ],
  [
    1,
    'bank-transfer',
    'Bank transfer',
    'One lock for each account, transfers in both directions',
    'hard',
    ['DL', 'RC'],
    null,
  ],
  [
    1,
    'type-codes',
    'Type codes',
    'Store a number in a child, read it in the parent, all eight codes',
    'first-steps',
    ['WA'],
    'accepted',
  ],
  [
    1,
    'fill-array',
    'Fill an array',
    'Disjoint slices of one Array, the remainder included',
    'first-steps',
    ['WA', 'RC'],
    null,
  ],
  [
    1,
    'array-increments',
    'Array increments',
    'Every process adds to every element of one Array',
    'medium',
    ['RC'],
    'time-limit',
  ],
  [1, 'modify-shared-data', 'Modify shared data', 'Mend a program that raises TypeError', 'medium', ['RE', 'WA'], null],
  [
    2,
    'round-trip-queue',
    'Round-trip queue',
    'A child receives a list, changes it, and answers',
    'first-steps',
    ['RE', 'RC'],
    'accepted',
  ],
  [
    2,
    'sentinel-pipeline',
    'Sentinel pipeline',
    'One producer, several consumers, everyone stops',
    'medium',
    ['DL', 'RC'],
    null,
  ],
  [
    2,
    'collect-results',
    'Collect results',
    'One process for each task, results by queue',
    'first-steps',
    ['RC', 'WA'],
    null,
  ],
  [2, 'drain-before-join', 'Drain before join', 'A queue with more in it than a pipe can hold', 'medium', ['DL'], null],
  [3, 'manager-dict', 'Manager dict', 'Fifty keys from five processes in one dict', 'first-steps', ['WA', 'RE'], null],
  [
    3,
    'check-then-act',
    'Check, then act',
    'Every client tries to take every seat; one of them gets it',
    'hard',
    ['RC'],
    null,
  ],
  [
    4,
    'shared-memory-double',
    'Shared memory, doubled',
    'A child doubles numbers in place and nothing is left behind',
    'medium',
    ['LK', 'WA'],
    'leak',
  ],
  [5, 'distinct-pids', 'Distinct pids', 'Several children, alive at the same time', 'first-steps', ['RV'], null],
  [5, 'cpu-bound', 'CPU-bound work', 'Two workers that really share the work', 'medium', ['RV', 'TLE'], null],
];

export function exerciseItems(now: Date): ExerciseListItem[] {
  const positions = new Map<number, number>();
  return ROWS.map(([number, slug, title, summary, difficulty, usualFailures, verdict]) => {
    const position = (positions.get(number) ?? 0) + 1;
    positions.set(number, position);
    const track = TRACKS.find((candidate) => candidate.number === number);
    if (track === undefined) throw new Error(`no track ${number}`);
    return {
      slug: Slug.parse(slug),
      title,
      summary,
      track,
      position,
      difficulty,
      minutes: difficulty === 'hard' ? 40 : difficulty === 'medium' ? 25 : 15,
      tags: ['multiprocessing'],
      usualFailures: [...usualFailures],
      verdict,
      lastSubmittedAt: verdict === null ? null : new Date(now.getTime() - 3_600_000).toISOString(),
    };
  });
}

export const STARTER = `from multiprocessing import Lock, Process, Value


def count(n_procs: int, n: int) -> int:
    ...
`;

export const RACY = `from multiprocessing import Lock, Process, Value


def work(counter, lock, n):
    for _ in range(n):
        with lock:
            seen = counter.value
        counter.value = seen + 1


def count(n_procs: int, n: int) -> int:
    counter = Value("i", 0)
    lock = Lock()
    workers = [
        Process(target=work, args=(counter, lock, n))
        for _ in range(n_procs)
    ]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    return counter.value
`;

const STATEMENT = `Several processes count together. Write \`count(n_procs, n)\`: it starts \`n_procs\` processes, each adds 1 to one shared \`Value\` exactly \`n\` times, and the function returns the final value.

Use one \`Value\` and one \`Lock\`. However the processes take turns, no increment may be lost.

A process starts like this:

\`\`\`python
from multiprocessing import Process

worker = Process(target=work, args=(counter, lock, n))
worker.start()  # runs at once, in a process of its own
\`\`\`

The [documentation](https://docs.python.org/3/library/multiprocessing.html) has a chapter on synchronisation.
`;

export const EDITORIAL = 'The increment is a read and a write; the lock makes them **one** step.\n';

export function exerciseView(item: ExerciseListItem): ExerciseView {
  const { verdict: _verdict, lastSubmittedAt: _last, ...shared } = item;
  return {
    ...shared,
    digest: 'a'.repeat(64),
    signature: 'def count(n_procs: int, n: int) -> int',
    limits: { wallMs: 10_000, cpuMs: 8_000, memoryBytes: 256 * 2 ** 20, outputBytes: 65_536, processes: 8 },
    statement: STATEMENT,
    starter: STARTER,
    hints: ['How many steps is `counter.value += 1` to the others?', 'Hold the **lock** over both.'],
    hasEditorial: true,
    samples: [
      {
        name: '1',
        title: 'Two and two',
        call: 'count(2, 2)',
        expected: '4',
        explanation: 'Two processes add two each.',
      },
      { name: '2', title: 'One process', call: 'count(1, 3)', expected: '3', explanation: null },
      { name: '3', title: 'Three processes', call: 'count(3, 1)', expected: '3', explanation: null },
    ],
    judging: [
      'For real, at full size: `count(4, 50_000)` with four processes that are alive together.',
      'At least `n_procs` child processes must be started, and no thread.',
      'Nothing may be left behind: no process, no semaphore.',
    ],
  };
}
