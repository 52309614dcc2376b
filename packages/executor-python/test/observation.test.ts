import type { PythonValue } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestRunner, returned, type TestRunner } from './runner.ts';

let runner: TestRunner;
beforeAll(async () => {
  runner = await openTestRunner();
});
afterAll(() => runner.close());

describe('the observation', () => {
  it('every plain value goes in and comes out as it is', async () => {
    const value: PythonValue = [
      null,
      true,
      7,
      { int: '123456789012345678901234567890' },
      { float: 0.1 },
      { float: 'nan' },
      { float: '-inf' },
      'é\u0000\n',
      { tuple: [1, { tuple: [] }] },
      { set: [1] },
      { frozenset: ['a'] },
      {
        dict: [
          ['k', [1]],
          [{ tuple: [1, 2] }, null],
        ],
      },
      { bytes: 'AAEC' },
    ];
    const run = await runner.run('def main(x): return x\n', { args: [value] });
    expect(returned(run)).toEqual(value);
  });

  it.each([
    ['a numpy array', 'import numpy\ndef main(): return numpy.zeros(2)\n', { opaque: 'numpy.ndarray' }],
    [
      'numpy scalars',
      'import numpy as n\ndef main(): return [n.float64(1.5), n.float32(0.5), n.int64(3), n.uint8(7), n.bool_(True)]\n',
      [{ float: 1.5 }, { float: 0.5 }, 3, 7, true],
    ],
    [
      'subclasses of plain types',
      'import enum\nfrom collections import namedtuple, OrderedDict\nclass A(str, enum.Enum): X = "x"\nclass B(enum.IntEnum): Y = 1\nclass F(float):\n    def __float__(self): return 9.0\nclass S(str):\n    def __str__(self): return "other"\nP = namedtuple("P", "a b")\ndef main(): return [A.X, B.Y, F(0.5), S("s"), P(1, 2), OrderedDict(k=1), True]\n',
      ['x', 1, { float: 0.5 }, 's', { tuple: [1, 2] }, { dict: [['k', 1]] }, true],
    ],
    [
      'numbers that are no plain ones',
      'import decimal, fractions\ndef main(): return [decimal.Decimal(1), fractions.Fraction(1, 3), 1j]\n',
      [{ opaque: 'decimal.Decimal' }, { opaque: 'fractions.Fraction' }, { opaque: 'complex' }],
    ],
    ['an object', 'class A: pass\ndef main(): return A()\n', { opaque: 'solution.A' }],
    [
      'a living proxy',
      'from multiprocessing import Manager\nm = Manager()\ndef main(): return m.dict({1: 2})\n',
      { dict: [[1, 2]] },
    ],
  ])('%s becomes what the judge can compare', async (_name, source, value) => {
    expect(returned(await runner.run(source))).toEqual(value);
  });

  it('a list that contains itself cannot be sent', async () => {
    const run = await runner.run('def main():\n    a = []\n    a.append(a)\n    return a\n');
    expect(run.observation).toMatchObject({ kind: 'unsendable' });
  });

  it('an exception has type, message and line of the solution', async () => {
    const run = await runner.run('import queue\ndef main():\n    x = queue.Queue()\n    x.get_nowait()\n');
    expect(run.observation).toMatchObject({
      kind: 'raised',
      during: 'call',
      exception: { type: '_queue.Empty', line: 4 },
    });
    const missing = await runner.run('def main():\n    return {}["k"]\n');
    expect(missing.observation).toMatchObject({ exception: { type: 'KeyError', message: "'k'", line: 2 } });
  });

  it('a proxy whose manager is gone raises while the result is read', async () => {
    const run = await runner.run(
      'from multiprocessing import Manager\ndef main():\n    with Manager() as m:\n        return m.dict()\n',
    );
    expect(run.observation).toMatchObject({ kind: 'raised', during: 'result' });
  });

  it('importing says what is wrong, with the line', async () => {
    const action = { kind: 'import', entry: 'main' } as const;
    expect((await runner.run('def main(:\n', { action })).observation).toMatchObject({
      kind: 'raised',
      during: 'parse',
      exception: { type: 'SyntaxError', line: 1 },
    });
    expect((await runner.run('import nothing_such\n', { action })).observation).toMatchObject({
      kind: 'raised',
      during: 'import',
      exception: { type: 'ModuleNotFoundError', line: 1 },
    });
    expect((await runner.run('main = 5\n', { action })).observation).toEqual({ kind: 'no-entry' });
    expect((await runner.run('def main(): ...\n', { action })).observation).toEqual({ kind: 'imported' });
  });

  it('a source that is no text does not parse', async () => {
    const run = await runner.run('main = "\ud800"\n');
    expect(run.observation).toMatchObject({ kind: 'raised', during: 'parse', exception: { type: 'SyntaxError' } });
    const zero = await runner.run('main = 1\0\n');
    expect(zero.observation).toMatchObject({ kind: 'raised', during: 'parse' });
  });

  it('leaving by sys.exit is an exception', async () => {
    const run = await runner.run('import sys\ndef main(): sys.exit(0)\n');
    expect(run.observation).toMatchObject({ during: 'call', exception: { type: 'SystemExit', message: '0', line: 2 } });
    expect(run.ending).toEqual({ kind: 'exited', code: 0 });
  });

  it('a traceback shows the solution and where a library raised, not what lies between', async () => {
    const run = await runner.run('import json\ndef main():\n    return json.loads("{")\n');
    const traceback = run.observation?.kind === 'raised' ? run.observation.exception.traceback : '';
    expect(traceback.match(/File "[^"]*"/g)).toEqual([
      'File "solution.py"',
      expect.stringMatching(/^File "\/usr\/lib\/python3.*\/json\/decoder\.py"$/),
    ]);
  });

  it('an exception in a pool worker is told with its own traceback', async () => {
    const run = await runner.run(
      'from multiprocessing import Pool\ndef bad(x):\n    return 1 // x\ndef main():\n    with Pool(1) as p:\n        return p.map(bad, [0])\n',
    );
    expect(run.observation).toMatchObject({ during: 'call', exception: { type: 'ZeroDivisionError', line: 6 } });
    const traceback = run.observation?.kind === 'raised' ? run.observation.exception.traceback : '';
    expect(traceback).toContain('File "solution.py", line 3, in bad');
    expect(traceback).toContain('File "solution.py", line 6, in main');
  });

  it('endless recursion is an exception with a short traceback', async () => {
    const run = await runner.run('def main(): return main()\n');
    expect(run.observation).toMatchObject({ during: 'call', exception: { type: 'RecursionError', line: 1 } });
    const traceback = run.observation?.kind === 'raised' ? run.observation.exception.traceback : '';
    expect(traceback.split('\n').length).toBeLessThan(60);
  });

  it('a warning of the compiler is written once', async () => {
    const run = await runner.run('def main(): return 1 is 1\n');
    expect(run.output.map((part) => part.text.match(/SyntaxWarning/g)?.length)).toEqual([1]);
  });

  it('what fails after the entry returned is not lost', async () => {
    const source =
      'import atexit, os, threading\ndef late():\n    threading.main_thread().join()\n    raise KeyError("late")\n';
    const thread = await runner.run(`${source}def main():\n    threading.Thread(target=late).start()\n    return 1\n`);
    expect(returned(thread)).toBe(1);
    const exits = await runner.run(`${source}def main():\n    atexit.register(os._exit, 7)\n    return 1\n`);
    expect(exits.ending).toEqual({ kind: 'exited', code: 7 });
    expect(exits.processes[0]?.exitCode).toBe(7);
  });

  it('a program sees a plain interpreter', async () => {
    const run = await runner.run(
      'import sys, os, __main__\ndef main():\n    return [__name__, sys.argv, sys.path[0], os.getcwd(), [m for m in ("harness", "output", "values", "run") if m in sys.modules], sys.stdin.read(), vars(__main__).get("__file__")]\n',
    );
    expect(returned(run)).toEqual([
      'solution',
      ['/tmp/solution/solution.py'],
      '/tmp/solution',
      '/tmp/solution',
      [],
      '',
      null,
    ]);
  });
});
