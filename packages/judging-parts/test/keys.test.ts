/** What executors vouch for: keys of equal local states, roles of like children. A wrong one would hide interleavings. */
import { openExploredProgram } from '@lockstep/executor-python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPool } from './explored.ts';

let pool: Awaited<ReturnType<typeof openTestPool>>;
beforeAll(async () => {
  pool = await openTestPool();
});
afterAll(() => pool.close());

const LIMITS = { wallMs: 10_000, cpuMs: 10_000, memoryBytes: 2 ** 28, outputBytes: 65_536, processes: 8 };

async function withProgram<T>(
  source: string,
  use: (program: Awaited<ReturnType<typeof openExploredProgram>>) => Promise<T>,
): Promise<T> {
  const program = await openExploredProgram(pool, {
    source,
    entry: 'run',
    args: [],
    startMethod: 'fork',
    limits: LIMITS,
  });
  try {
    return await use(program);
  } finally {
    program.close();
  }
}

/** The keys at the second read, after the first one gave 0 and after it gave 1. */
function keysAfter(body: string): Promise<(string | undefined)[]> {
  const lines = body.split('\n').map((line) => `    ${line}`);
  const source = `import multiprocessing as mp\n\ndef run():\n    value = mp.Value("i", 0)\n${lines.join('\n')}\n`;
  return withProgram(source, async (program) => {
    const [root] = await program.ask([{ kind: 'root' }]);
    const at = root?.points.at(-1)?.ref ?? -1;
    const answers = await program.ask(
      ['0', '1'].map((data) => ({ kind: 'respond', at, response: { kind: 'value', value: [data] } }) as const),
    );
    return answers.map(({ points }) => points[0]?.announcement.key);
  });
}

const READS = `class Reads:
    def __getitem__(self, index):
        if index == 2:
            raise IndexError
        return value.value
`;

describe('keys', () => {
  it.each([
    ['what was read is forgotten', 'seen = value.value\nseen = None\nreturn value.value'],
    ['what was read is not kept', 'value.value\nreturn value.value'],
    ['a loop that goes on alike', 'while value.value < 5:\n    pass\nreturn value.value'],
    ['a deleted name', 'seen = value.value\ndel seen\nreturn value.value'],
    ['equal values made anew', 'seen = [value.value * 0, "x"]\nreturn value.value'],
  ])('are equal: %s', async (_name, body) => {
    const [zero, one] = await keysAfter(body);
    expect(zero).toBeDefined();
    expect(one).toBe(zero);
  });

  it.each([
    ['a local name', 'seen = value.value\nreturn value.value + seen'],
    ['an item of a list', 'seen = [1, [value.value]]\nreturn value.value'],
    ['a value of a dict', 'seen = {"a": value.value}\nreturn value.value'],
    ['an operand that waits', 'return value.value + value.value'],
    ['a closure', 'seen = value.value\ndef later():\n    return seen\nreturn value.value + later()'],
    ['a default argument', 'def later(seen=value.value):\n    return seen\nreturn value.value'],
    ['an attribute', 'class Box: pass\nbox = Box()\nbox.seen = value.value\nreturn value.value'],
    ['a global name', 'global kept\nkept = value.value\nreturn value.value'],
    ['where it is', 'if value.value:\n    return value.value\nelse:\n    return value.value'],
    [
      'how far an iterator is',
      'items = iter([1, 2, 3])\nfor _ in range(value.value):\n    next(items)\nreturn value.value',
    ],
    [
      'how far a generator is',
      'def count():\n    yield 1\n    yield 2\nitems = count()\nfor _ in range(value.value):\n    next(items)\nreturn value.value',
    ],
    ['bytes', 'seen = bytearray(2)\nseen[0] = value.value\nreturn value.value'],
    [
      'an exception that is handled',
      'try:\n    raise ValueError(value.value)\nexcept ValueError as error:\n    return value.value',
    ],
    // What a function in C has collected so far is on no frame.
    ['what list() has', `${READS}return list(Reads())`],
    ['what tuple() has', 'return tuple(value.value for _ in range(2))'],
    ['what a subclass of list has', `${READS}class Own(list): pass\nreturn Own(Reads())`],
    ['what sum() has', 'return sum(value.value for _ in range(2))'],
    ['what max() has', 'return max(value.value for _ in range(2))'],
    ['what sorted() has', 'return sorted([3, 4], key=lambda _: value.value)'],
    ['what join() has', 'return "".join(str(value.value) for _ in range(2))'],
    ['what dict() has', 'return dict((i, value.value) for i in range(2))'],
    [
      'what zip() has',
      'pairs = zip((value.value for _ in range(2)), (value.value for _ in range(2)))\nfor a, b in pairs:\n    return [a, b]',
    ],
    ['what a call takes', 'def f(*all):\n    return all\nreturn f(*(value.value for _ in range(2)))'],
    ['what is being unpacked', 'a, b = (value.value for _ in range(2))\nreturn [a, b]'],
    ['what a list display takes', 'return [0, *(value.value for _ in range(2))]'],
    ['what reduce() has', 'import functools\nreturn functools.reduce(lambda a, _: a + value.value, range(2), 0)'],
    ['what an f-string has', 'return f"{value.value} {value.value}"'],
    ['what extend() has', 'items = []\nitems.extend(value.value for _ in range(2))\nreturn items'],
    ['what a comprehension has', 'return [value.value for _ in range(2)]'],
    ['how far a search is', `${READS}return value.value in Reads()`],
    [
      'how far a comparison is',
      'class Eq:\n    def __eq__(self, other):\n        return value.value == 0\nreturn [Eq(), Eq()] == [1, 2]',
    ],
    [
      'what enumerate() gets from zip()',
      'for a in enumerate(zip((value.value for _ in range(2)), (value.value for _ in range(2)))):\n    return list(a[1])',
    ],
    [
      'what yield from gets from zip()',
      'def pairs():\n    yield from zip((value.value for _ in range(2)), (value.value for _ in range(2)))\nreturn next(pairs())',
    ],
    ['what map() has', 'return list(map(lambda _: value.value, range(2)))'],
  ])('differ by %s', async (_name, body) => {
    const [zero, one] = await keysAfter(body);
    expect(zero === undefined || one === undefined || zero !== one).toBe(true);
  });

  it.each([
    ['frames', 'import sys\nsys._getframe()\nvalue.value\nreturn value.value'],
    ['addresses', 'id(value)\nvalue.value\nreturn value.value'],
    ['the collector', 'import gc\nvalue.value\nreturn value.value'],
  ])('are not given to a program that looks at %s', async (_name, body) => {
    expect(await keysAfter(body)).toEqual([undefined, undefined]);
  });
});

/** Roles of the children that a program starts. */
function rolesOf(source: string): Promise<(string | undefined)[]> {
  return withProgram(`import multiprocessing as mp\n${source}`, async (program) => {
    const [root] = await program.ask([{ kind: 'root' }]);
    const starts = (root?.points ?? []).filter(({ announcement }) => announcement.operation.kind === 'start');
    const answers = await program.ask(starts.map(({ ref }) => ({ kind: 'child', at: ref }) as const));
    return answers.map(({ points }) => points[0]?.announcement.role);
  });
}

const TWO = (work: string, args: string, between = 'pass'): string => `
shared = []
${work}
def run():
    value = mp.Value("i", 0)
    for i in range(2):
        mp.Process(target=work, args=${args}).start()
        ${between}
`;
const ADDS = 'def work(value, *more):\n    value.value += 1\n';

describe('roles', () => {
  it('of children that are started alike are equal', async () => {
    const [first, second] = await rolesOf(TWO(ADDS, '(value,)'));
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });

  it('of a subclass are equal too', async () => {
    const [first, second] = await rolesOf(`
class Worker(mp.Process):
    def __init__(self, value):
        super().__init__()
        self.value = value
    def run(self):
        self.value.value += 1
def run():
    value = mp.Value("i", 0)
    for worker in [Worker(value), Worker(value)]:
        worker.start()
`);
    expect(first).toBeDefined();
    expect(second).toBe(first);
  });

  it.each([
    ['arguments', TWO(ADDS, '(value, i)')],
    ['what a global name holds by then', TWO(ADDS, '(value,)', 'shared.append(i)')],
  ])('differ by %s', async (_name, source) => {
    const [first, second] = await rolesOf(source);
    expect(first).toBeDefined();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  });

  it.each([
    ['asks who it is', 'def work(value):\n    value.value += len(mp.current_process().name)\n'],
    ['asks for its pid', 'import os\ndef work(value):\n    value.value += os.getpid()\n'],
    ['draws lots', 'import random\ndef work(value):\n    value.value += random.randint(0, 1)\n'],
    ['looks at the clock', 'import time\ndef work(value):\n    value.value += int(time.time())\n'],
  ])('are not given to a child that %s', async (_name, work) => {
    expect(await rolesOf(TWO(work, '(value,)'))).toEqual([undefined, undefined]);
  });
});

describe('what a program could notice', () => {
  it.each([
    ['cannot', 'def run():\n    """State is modelled here, id est kept."""\n    return 1\n'],
    ['could', 'import sys\ndef run():\n    return "x" in sys.modules\n'],
    ['seeks', 'import sys\ndef run():\n    return "modelled.runtime" in sys.modules\n'],
    ['seeks', 'import os\ndef run():\n    return os.path.exists("/lockstep/bundle.json")\n'],
  ])('%s: %j', async (notices, source) => {
    await withProgram(source, async (program) => {
      await program.ask([{ kind: 'root' }]);
      expect(program.notices).toBe(notices);
    });
  });
});
