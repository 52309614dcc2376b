/** What an author's module can do wrong. After every one of these the same host answers the next call. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckerHost, openCheckerHost } from '../src/index.ts';
import { HEALTHY } from './hosts.ts';

let impatient: CheckerHost;
/** Where a memory limit has to be reached, time must not run out first, however slow the machine is. */
let patient: CheckerHost;
const pids: number[] = [];
beforeAll(() => {
  const limits = { memoryMiB: 48, rssMiB: 400, processes: 1 };
  impatient = openCheckerHost({ ...limits, timeoutMs: 1_000 });
  patient = openCheckerHost({
    ...limits,
    timeoutMs: 50_000,
    onStart: (pid) => pid !== undefined && pids.push(pid),
  });
});
afterAll(async () => {
  await impatient.close();
  await patient.close();
});

const FAULTY: readonly (readonly [name: string, module: string, fault: string, detail: RegExp])[] = [
  ['an endless loop', 'export const check = () => { for (;;); };', 'timeout', /did not end within/],
  ['an endless loop while loading', 'for (;;); export const check = () => 1;', 'timeout', /did not end within/],
  [
    'a regular expression that explodes',
    'export const check = () => /^(a+)+$/.test("a".repeat(40) + "b");',
    'timeout',
    /did not end within/,
  ],
  [
    'a proxy that hangs the one who looks at it',
    'throw new Proxy({}, { get() { for (;;); } }); export const check = 1;',
    'timeout',
    /did not end within/,
  ],
  [
    'an error that hangs the one who shows it',
    'export const check = () => { const e = new Error(); Object.defineProperty(e, "stack", { get() { for (;;); } }); throw e; };',
    'timeout',
    /did not end within/,
  ],
  [
    'arrays without end',
    'export const check = () => { const a = []; for (;;) a.push(new Array(10000).fill(1)); };',
    'memory',
    /memory/,
  ],
  [
    'strings without end',
    'export const check = () => { const a = []; for (let i = 0; ; i++) a.push(i + "x".repeat(1000)); };',
    'memory',
    /memory/,
  ],
  [
    'buffers without end',
    'export const check = () => { const a = []; for (;;) a.push(new Uint8Array(1 << 20).fill(1)); };',
    'memory',
    /memory|Array buffer/,
  ],
  ['one huge buffer', 'export const check = () => new ArrayBuffer(2 ** 33);', 'memory', /Array buffer/],
  ['an exception', 'export const check = () => {\n\n  throw new Error("boo");\n};', 'threw', /Error: boo \(line 3\)/],
  ['an exception while loading', 'throw new Error("boo"); export const check = 1;', 'threw', /boo/],
  ['a thrown nothing', 'export const check = () => { throw undefined; };', 'threw', /undefined/],
  [
    'a thrown object that cannot be shown',
    'export const check = () => { throw { toString() { throw 1; } }; };',
    'threw',
    /cannot be shown/,
  ],
  ['recursion without end', 'export const check = () => check();', 'threw', /RangeError/],
  ['no answer at all', 'export const check = () => {};', 'malformed', /must return/],
  ['null', 'export const check = () => null;', 'malformed', /must return/],
  ['an answer without a decision', 'export const check = () => ({ message: "x" });', 'malformed', /accepted/],
  ['a decision that is no boolean', 'export const check = () => ({ accepted: 1 });', 'malformed', /accepted/],
  [
    'a message that is no string',
    'export const check = () => ({ accepted: true, message: 5 });',
    'malformed',
    /message/,
  ],
  ['a promise', 'export const check = async () => ({ accepted: true });', 'malformed', /promise/],
  [
    'a getter that throws',
    'export const check = () => ({ get accepted() { throw new Error("no"); } });',
    'malformed',
    /no/,
  ],
  [
    'a forged reply',
    'JSON.stringify = () => "x"; String.prototype.slice = () => "x"; export const check = () => ({ accepted: "yes" });',
    'malformed',
    /accepted/,
  ],
  ['no export', 'export const other = () => 1;', 'missing-export', /named check/],
  ['an export that is no function', 'export const check = 1;', 'missing-export', /named check/],
  ['a syntax error', '\nexport function check( {', 'does-not-parse', /line 2/],
  [
    'TypeScript that cannot be stripped',
    'enum A { B } export const check = () => A.B;',
    'does-not-parse',
    /enum.*\(line 1\)/,
  ],
  ['an import of Node', 'import fs from "node:fs"; export const check = () => fs;', 'does-not-parse', /node:fs/],
  [
    'an import of a file',
    'import { x } from "./other.ts"; export const check = () => x;',
    'does-not-parse',
    /other\.ts/,
  ],
  [
    'an import of a helper that is not there',
    "import { nope } from '@lockstep/checker/author'; export const check = () => nope;",
    'does-not-parse',
    /nope/,
  ],
];

describe.each(FAULTY)('%s', (_name, module, fault, detail) => {
  it(`is a fault: ${fault}`, async () => {
    const host = fault === 'timeout' ? impatient : patient;
    expect(await host.check({ module, args: [1], outcome: 2 })).toEqual({
      kind: 'fault',
      fault,
      detail: expect.stringMatching(detail),
    });
    // The other kinds end in a reply of the process itself; that the next case is answered shows enough.
    if (fault === 'timeout' || fault === 'memory') await expectHealthy(host);
  });
});

/** V8 may hang while it ends such an isolate, and then the host's wall clock ends the process. */
it('an array fill without end is a fault of memory or of time', async () => {
  const module = 'export const check = () => { const a = []; for (;;) a.push(new Array(1e7).fill({})); };';
  const result = await impatient.check({ module, args: [], outcome: null });
  expect(result.kind === 'fault' && result.fault).toMatch(/^(memory|timeout)$/);
  await expectHealthy(impatient);
});

const NONSENSE: readonly (readonly [name: string, expression: string, detail: RegExp])[] = [
  ['undefined', 'undefined', /undefined/],
  ['a hole', '[1, , 2]', /undefined at key "1"/],
  ['a function', '() => 1', /function/],
  ['a symbol', '[Symbol()]', /symbol/],
  ['a bigint', '10n', /bigint|BigInt/],
  ['a bare NaN', 'NaN', /NaN/],
  ['a bare infinity', '[-Infinity]', /Infinity/],
  ['a bare fraction', '0.5', /safe integer/],
  ['a cycle', '(() => { const a = []; a.push(a); return a; })()', /circular/],
  ['an unknown tag', '({ decimal: "1" })', /unknown tag/],
  ['two tags', '({ int: "1", float: 1 })', /exactly one key/],
  ['a Map', 'new Map([[1, 2]])', /exactly one key/],
  ['a string larger than an answer may be', '"x".repeat(2 ** 24 + 1)', /more than 16777216/],
  ['nesting too deep', '(() => { let a = []; for (let i = 0; i < 100; i++) a = [a]; return a; })()', /nested deeper/],
];

describe.each(NONSENSE)('a generator that answers %s', (_name, expression, detail) => {
  it('is malformed', async () => {
    const module = `export const make = () => ${expression};`;
    expect(await patient.generate({ module, generator: 'make', params: [] })).toEqual({
      kind: 'fault',
      fault: 'malformed',
      detail: expect.stringMatching(detail),
    });
  });
});

describe('a module', () => {
  it('sees nothing of Node, no clock and no randomness', async () => {
    const names =
      'process require module fetch setTimeout queueMicrotask Buffer Date performance Intl Temporal WebAssembly SharedArrayBuffer Atomics WeakRef FinalizationRegistry console ivm';
    const module = `export const seen = () => ["${names.replaceAll(' ', '","')}"].filter((name) => eval("typeof " + name) !== "undefined").concat(Object.getOwnPropertyNames(Math).filter((name) => name === "random"));`;
    expect(await patient.generate({ module, generator: 'seen', params: [] })).toEqual({ kind: 'answer', value: [] });
  });

  it.each([
    ['a function constructor', 'check.constructor("return typeof process")()'],
    ['a generator constructor', '(function* () {}).constructor("return typeof process")().next().value'],
    ['an argument', 'args.constructor.constructor("return typeof process")()'],
    [
      'an error',
      '(() => { try { null.x; } catch (e) { return e.constructor.constructor("return typeof process")(); } })()',
    ],
    [
      'the stack of callers',
      '(() => { const p = Error.prepareStackTrace; Error.prepareStackTrace = (_, s) => s.map((f) => typeof f.getFunction?.() + typeof f.getThis?.()).join(); const t = String(new Error().stack); Error.prepareStackTrace = p; return /object|function/.test(t) ? t : "undefined"; })()',
    ],
  ])('does not get out by %s', async (_name, expression) => {
    const module = `export function check(args) { return { accepted: true, message: String(${expression}) }; }`;
    expect(await patient.check({ module, args: [[1]], outcome: null })).toEqual({
      kind: 'answer',
      value: { accepted: true, message: 'undefined' },
    });
  });

  it('cannot import at run time', async () => {
    const module =
      'let caught = "none"; import("node:fs").then(() => { caught = "in"; }, () => { caught = "out"; }); export const check = () => ({ accepted: true, message: caught });';
    const result = await patient.check({ module, args: [], outcome: null });
    expect(result.kind === 'answer' && result.value.message).not.toBe('in');
  });

  it('has its message cut', async () => {
    const module = 'export const check = () => ({ accepted: false, message: "x".repeat(1e6) });';
    const result = await patient.check({ module, args: [], outcome: null });
    expect(result.kind === 'answer' && result.value.message.length).toBe(2_000);
  });

  it('may not be larger than its bound', async () => {
    const module = `// ${'x'.repeat(2 ** 18)}`;
    expect(await patient.check({ module, args: [], outcome: null })).toMatchObject({
      kind: 'fault',
      fault: 'malformed',
    });
  });

  it('that loops on promises is stopped', async () => {
    const module =
      'export const check = () => { const f = () => Promise.resolve().then(f); f(); return { accepted: true }; };';
    const result = await impatient.check({ module, args: [], outcome: null });
    expect(result.kind === 'fault' && ['timeout', 'memory'].includes(result.fault)).toBe(true);
  });

  it('may lose its process by kill -9 in the middle of a call', async () => {
    await patient.check({ module: HEALTHY, args: [1], outcome: 2 });
    const running = patient.check({
      module: HEALTHY.replace('const n =', 'for (;;); const n ='),
      args: [1],
      outcome: 2,
    });
    const known = pids.length;
    while (pids.length === known) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(pids.at(-1) ?? 0, 'SIGKILL');
    expect(await running).toEqual({ kind: 'fault', fault: 'crashed', detail: expect.stringContaining('SIGKILL') });
    expect(await patient.check({ module: HEALTHY, args: [1], outcome: 2 })).toMatchObject({ kind: 'answer' });
  });
});

async function expectHealthy(host: CheckerHost): Promise<void> {
  expect(await host.check({ module: HEALTHY, args: [1], outcome: 2 })).toEqual({
    kind: 'answer',
    value: { accepted: true, message: '' },
  });
}
