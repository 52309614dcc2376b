import type { ProgramJob } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { createPythonRunner, ExecutorFault, type SandboxOutcome } from '../src/index.ts';
import { LIMITS } from './runner.ts';

const JOB: ProgramJob = {
  source: '',
  action: { kind: 'call', entry: 'main', args: [] },
  startMethod: 'fork',
  limits: LIMITS,
};

const RECORD = {
  kind: 'record',
  killedFor: null,
  exit: { kind: 'exited', code: 0 },
  observation: '{"kind":"returned","value":7}',
  wallMs: 12,
  programCpuMs: 30,
  supervisorCpuMs: 4,
  peakBytes: 1000,
  processes: [{ index: 0, parent: null, name: 'main', role: 'main', exitCode: 0, cpuMs: 30, threadsStarted: 0 }],
  aliveTogether: 0,
  leftovers: { processes: [], sharedMemory: [], semaphores: [] },
  refusedCalls: [],
  limitsReached: [],
  output: [],
};

const OUTCOME: SandboxOutcome = {
  record: JSON.stringify(RECORD),
  exit: { code: 0, signal: null },
  killedBy: null,
  oomKills: 0,
  pidsRefused: 0,
  cpuMs: null,
  peakBytes: null,
  wallMs: 20,
  diagnostics: '',
};

/** The run that comes of what a sandbox said, and the line that it was sent. */
async function runOf(outcome: Partial<SandboxOutcome>, record: object = {}) {
  let line = '';
  const runner = createPythonRunner({
    loudCalls: { ptrace: 101 },
    pool: {
      facts: { cgroups: 'none' },
      run: async (job) => {
        line = job.line;
        return { ...OUTCOME, record: JSON.stringify({ ...RECORD, ...record }), ...outcome };
      },
    },
  });
  return { run: await runner.run(JOB), line };
}

const SIGNALLED = { exit: { kind: 'signalled', signal: 9 }, observation: null };

describe('what the host knows comes before what the record says', () => {
  it('without a control group the supervisor measures', async () => {
    const { run } = await runOf({});
    expect(run).toMatchObject({ cpuMs: 30, peakBytes: 1000, wallMs: 12, ending: { kind: 'exited', code: 0 } });
    expect(run.observation).toEqual({ kind: 'returned', value: 7 });
  });

  it('the control group measures, less the supervisor', async () => {
    const { run } = await runOf({ cpuMs: 44, peakBytes: 5000 });
    expect(run).toMatchObject({ cpuMs: 40, peakBytes: 5000 });
  });

  it.each(['wall', 'cpu', 'memory'] as const)('a kill by the host for %s, with a record and without', async (limit) => {
    expect((await runOf({ killedBy: limit })).run.ending).toEqual({ kind: 'killed', limit });
    const { run } = await runOf({ killedBy: limit, record: null });
    expect(run.ending).toEqual({ kind: 'killed', limit });
    expect(run.observation).toBeNull();
  });

  it('the kernel ended the main process for want of memory', async () => {
    const { run } = await runOf({ oomKills: 1 }, SIGNALLED);
    expect([run.ending, run.limitsReached]).toEqual([{ kind: 'killed', limit: 'memory' }, []]);
  });

  it('the kernel ended a child for want of memory, and the program went on', async () => {
    const { run } = await runOf({ oomKills: 1 });
    expect([run.ending, run.limitsReached]).toEqual([{ kind: 'exited', code: 0 }, ['memory']]);
    const late = await runOf({ oomKills: 1 }, { ...SIGNALLED, killedFor: 'wall' });
    expect([late.run.ending, late.run.limitsReached]).toEqual([{ kind: 'killed', limit: 'wall' }, ['memory']]);
  });

  it('the kernel ended the supervisor for want of memory', async () => {
    expect((await runOf({ oomKills: 1, record: null })).run.ending).toEqual({ kind: 'killed', limit: 'memory' });
  });

  it('starts that the host refused reach the limit on processes', async () => {
    expect((await runOf({ pidsRefused: 3 })).run.limitsReached).toEqual(['processes']);
  });

  it('a signal that nobody of ours sent is the program’s own end', async () => {
    expect((await runOf({}, SIGNALLED)).run.ending).toEqual({ kind: 'signalled', signal: 9 });
  });
});

describe('what no limit explains is our fault', () => {
  it.each([
    ['no record', { record: null, diagnostics: 'Traceback: it broke' }, /without a record.*it broke/],
    ['a record that is no JSON', { record: '{' }, /malformed/],
    ['a record without its facts', { record: '{"kind":"record"}' }, /malformed at killedFor/],
    ['too long a reply', { killedBy: 'reply', record: null }, /more than it may/],
    ['a pool that closed', { killedBy: 'cancelled', record: null }, /without a record/],
  ] as const)('%s', async (_name, outcome, message) => {
    const failing = runOf(outcome);
    await expect(failing).rejects.toBeInstanceOf(ExecutorFault);
    await expect(failing).rejects.toThrow(message);
  });
});

describe('the job', () => {
  it('is one line with everything that the supervisor needs', async () => {
    const { line } = await runOf({});
    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toMatchObject({
      ...JOB,
      loud: { ptrace: 101 },
      memoryByCgroup: false,
      addressSpaceBytes: expect.any(Number),
      tasks: expect.any(Number),
      rlimits: { CORE: 0, NOFILE: 256 },
    });
  });
});
