import { describe, expect, it } from 'vitest';
import { type TestReport, testView, VERDICTS, verdictCode } from '../src/index.ts';

const SECRET = 'secret-41897';

/** A report in which the candidate put the hidden input everywhere that it can write. */
function leaking(changes: Partial<TestReport> = {}): TestReport {
  return {
    name: '01-many',
    group: 'full-scale',
    title: 'Four processes',
    revealed: false,
    verdict: 'runtime-error',
    code: 'RE',
    flags: ['leak'],
    message: `ValueError: ${SECRET}`,
    call: `count(${SECRET})`,
    expected: SECRET,
    got: SECRET,
    exception: { type: `${SECRET}Error`, message: SECRET, line: 7, traceback: SECRET },
    wallMs: 1,
    cpuMs: 1,
    peakBytes: 1,
    processes: [
      { index: 0, parent: null, name: SECRET, role: 'main', exitCode: 41, cpuMs: 1, threadsStarted: 0 },
      { index: 1, parent: 0, name: SECRET, role: 'child', exitCode: 89, cpuMs: 1, threadsStarted: 0 },
    ],
    aliveTogether: 1,
    output: [{ process: SECRET, stream: 'stdout', text: SECRET, truncated: false }],
    ...changes,
  };
}

describe('what a candidate sees of a hidden test', () => {
  it.each(VERDICTS)('holds nothing that the candidate could have made from the input (%s)', (verdict) => {
    const view = testView(leaking({ verdict, code: verdictCode(verdict) }));
    expect(JSON.stringify(view)).not.toContain(SECRET);
    expect(view.processes.map((process) => process.exitCode)).toEqual([null, null]);
    expect(view).toMatchObject({ call: null, expected: null, got: null, output: [] });
  });

  it('names an exception that every Python has, and its line', () => {
    const exception = { type: 'ValueError', message: SECRET, line: 7, traceback: SECRET };
    expect(testView(leaking({ exception })).exception).toEqual({
      type: 'ValueError',
      message: null,
      line: 7,
      traceback: null,
    });
  });

  it('of a revealed test is everything', () => {
    const view = testView(leaking({ revealed: true }));
    expect(view).toMatchObject({ call: `count(${SECRET})`, expected: SECRET, got: SECRET });
    expect(view.output).toHaveLength(1);
  });
});
