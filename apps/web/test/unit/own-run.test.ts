import { describe, expect, it } from 'vitest';
import { callFault } from '../../src/features/workspace/own/call-fault.ts';
import { outcomeShares } from '../../src/features/workspace/own/outcome-shares.ts';
import { firstCall, keepOwnCall, readOwnCalls, suggestedCalls } from '../../src/features/workspace/own/own-calls.ts';
import { linkedParts } from '../../src/features/workspace/result/file-links.ts';
import { outputLines } from '../../src/features/workspace/result/run/output-parts.ts';
import { ApiError, requestJson } from '../../src/shared/api/http.ts';
import { memoryStore } from './fakes.ts';

const sample = (call: string) => ({ name: call, title: call, call, expected: null, explanation: null });
const exercise = {
  signature: 'def count(n_procs: int, n: int) -> int',
  samples: [sample('count(2, 2)'), sample('count(1, 3)')],
};

describe('calls of one’s own', () => {
  it('are kept newest first, each once, five at most', () => {
    const store = memoryStore();
    for (const n of [1, 2, 3, 1, 4, 5, 6]) keepOwnCall(store, 'locked-counter', `count(${n})`);
    expect(readOwnCalls(store, 'locked-counter')).toEqual([6, 5, 4, 1, 3].map((n) => `count(${n})`));
    expect(readOwnCalls(store, 'bank-transfer')).toEqual([]);
  });

  it.each(['', 'nonsense', '{}', '[1]'])('that read %j are none', (text) => {
    expect(readOwnCalls(memoryStore(new Map([['lockstep:own:locked-counter', text]])), 'locked-counter')).toEqual([]);
  });

  it('begin with the last one, else with the first sample, else with the bare entry', () => {
    expect(firstCall(['count(9, 9)'], exercise)).toBe('count(9, 9)');
    expect(firstCall([], exercise)).toBe('count(2, 2)');
    expect(firstCall([], { ...exercise, samples: [] })).toBe('count()');
    expect(firstCall([], { signature: 'async def gather_all(n)', samples: [] })).toBe('gather_all()');
  });

  it('are suggested before those of the samples, none of them twice', () => {
    expect(suggestedCalls(['count(1, 3)', 'count(9, 9)'], exercise)).toEqual([
      { call: 'count(1, 3)', from: 'own' },
      { call: 'count(9, 9)', from: 'own' },
      { call: 'count(2, 2)', from: 'sample' },
    ]);
  });
});

describe('shares of outcomes', () => {
  it('are exact beyond 2^53, the most frequent first', () => {
    const shares = outcomeShares([
      { text: 'returned 3', right: null, interleavings: '9007199254740993' },
      { text: 'returned 4', right: null, interleavings: '27021597764222979' },
    ]);
    expect(shares.map(({ text, share }) => [text, share])).toEqual([
      ['returned 4', 0.75],
      ['returned 3', 0.25],
    ]);
  });

  it('are not known where one of them was not counted; then they keep their order', () => {
    const shares = outcomeShares([
      { text: 'returned 3', right: null, interleavings: '1' },
      { text: 'never ends', right: null, interleavings: null },
    ]);
    expect(shares.map(({ text, share }) => [text, share])).toEqual([
      ['returned 3', null],
      ['never ends', null],
    ]);
  });
});

describe('places of the solution in a traceback', () => {
  it('are found in whatever folder it was run, and the parts are the text', () => {
    const text = '  File "/box/solution.py", line 7, in work\n  File "solution.py", line 12\n';
    const parts = linkedParts(text);
    expect(parts.map(({ text: part }) => part).join('')).toBe(text);
    expect(parts.filter(({ line }) => line !== null)).toEqual([
      { text: 'File "/box/solution.py", line 7', line: 7 },
      { text: 'File "solution.py", line 12', line: 12 },
    ]);
  });

  it.each(['', 'no file at all', 'File "my_solution.py", line 3', 'File "/usr/lib/python3/queue.py", line 3'])(
    'are not seen in %j',
    (text) => {
      expect(linkedParts(text).filter(({ line }) => line !== null)).toEqual([]);
    },
  );
});

describe('output', () => {
  const processes = [
    { index: 0, name: 'main', cpuMs: 1, exitCode: 0 },
    { index: 1, name: 'Process-1', cpuMs: 1, exitCode: 0 },
  ];

  it('stands by process and stream, main first, stdout first, in numbered lines', () => {
    const parts = outputLines({
      processes,
      output: [
        { process: 'somebody', stream: 'stdout', text: 'x', truncated: false },
        { process: 'Process-1', stream: 'stderr', text: 'late\n', truncated: true },
        { process: 'Process-1', stream: 'stdout', text: 'one\n\ntwo\n', truncated: false },
        { process: 'main', stream: 'stdout', text: 'begin', truncated: false },
      ],
    });
    expect(parts.map(({ process, stream, index }) => [process, stream, index])).toEqual([
      ['main', 'stdout', 0],
      ['Process-1', 'stdout', 1],
      ['Process-1', 'stderr', 1],
      ['somebody', 'stdout', null],
    ]);
    expect(parts[1]?.lines).toEqual([
      { number: 1, text: 'one' },
      { number: 2, text: '' },
      { number: 3, text: 'two' },
    ]);
    expect(parts[2]?.truncated).toBe(true);
  });
});

describe('a refusal of a call', () => {
  const refused = { type: 'about:blank', title: 'Bad request', status: 400, detail: 'The call cannot be read.' };
  const answer = (body: unknown) => async () => new Response(JSON.stringify(body), { status: 400 });
  const error = async (body: unknown): Promise<Error> => {
    const thrown = await requestJson(answer(body), '/api/submissions', { parse: String }).catch((fault) => fault);
    if (!(thrown instanceof ApiError)) throw new Error('it was not refused');
    return thrown;
  };

  it('is told in its own words', async () => {
    const fault = await error({ ...refused, errors: [{ path: 'body.call', message: 'A bracket is missing.' }] });
    expect(callFault(fault)).toBe('A bracket is missing.');
  });

  it('is told as a whole where nothing is said of the call', async () => {
    expect(callFault(await error(refused))).toBe('The call cannot be read.');
    const other = await error({ ...refused, errors: [{ path: 'source', message: 'Too long.' }] });
    expect(callFault(other)).toBe('The call cannot be read. source: Too long.');
    expect(callFault(new Error('offline'))).toBe('offline');
  });
});
