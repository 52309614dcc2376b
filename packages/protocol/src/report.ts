/**
 * What judging a submission found. `TestReport` is whole and private; `TestView` is what its candidate sees.
 * `testView` is the only way from one to the other: of a hidden test it lets through verdict, figures and a line
 * number, nothing that was made from the input.
 */
import { z } from 'zod';
import { Finding } from './finding.ts';
import { ExceptionInfo, OutputPart, ProcessFact } from './program-run.ts';
import { Claim, Verdict, VerdictCode } from './verdict.ts';

export const Phase = z.enum(['compile', 'samples', 'own', 'full-scale', 'explore']);
export type Phase = z.infer<typeof Phase>;

export const TestGroup = z.enum(['sample', 'full-scale', 'own']);
export type TestGroup = z.infer<typeof TestGroup>;

export const TestReport = z.object({
  name: z.string(),
  group: TestGroup,
  title: z.string(),
  revealed: z.boolean(),
  verdict: Verdict,
  code: VerdictCode,
  /** Everything else that was found in this run. */
  flags: z.array(Verdict),
  /** One sentence for a person. */
  message: z.string(),
  call: z.string(),
  expected: z.string().nullable(),
  got: z.string().nullable(),
  exception: ExceptionInfo.nullable(),
  wallMs: z.number(),
  cpuMs: z.number(),
  peakBytes: z.number(),
  processes: z.array(ProcessFact),
  aliveTogether: z.int(),
  output: z.array(OutputPart),
});
export type TestReport = z.infer<typeof TestReport>;

export const TestView = z.object({
  name: z.string(),
  group: TestGroup,
  title: z.string(),
  revealed: z.boolean(),
  verdict: Verdict,
  code: VerdictCode,
  flags: z.array(Verdict),
  message: z.string(),
  /** The next four are null or empty when the test is hidden. */
  call: z.string().nullable(),
  expected: z.string().nullable(),
  got: z.string().nullable(),
  output: z.array(OutputPart),
  exception: z
    .object({
      type: z.string(),
      message: z.string().nullable(),
      line: z.int().nullable(),
      traceback: z.string().nullable(),
    })
    .nullable(),
  wallMs: z.number(),
  cpuMs: z.number(),
  peakBytes: z.number(),
  processes: z.array(z.object({ index: z.int(), name: z.string(), cpuMs: z.number(), exitCode: z.int().nullable() })),
});
export type TestView = z.infer<typeof TestView>;

/** What exploring one scope gave. */
export const ScopeReport = z.object({
  name: z.string(),
  call: z.string(),
  verdict: Verdict,
  code: VerdictCode,
  flags: z.array(Verdict),
  /** One sentence for a person. */
  message: z.string(),
  /** What was seen of the interleavings; null when the program could not be explored. */
  coverage: Claim.nullable(),
  states: z.int().min(0),
  /** Points of processes' histories that were evaluated. */
  histories: z.int().min(0),
  /**
   * Each different outcome in words, with the number of interleavings that lead to it where it was counted. `right`:
   * null where nobody said what is right, as for a call of one's own.
   */
  outcomes: z.array(
    z.object({ text: z.string(), right: z.boolean().nullable(), interleavings: z.string().nullable() }),
  ),
  wallMs: z.number(),
});
export type ScopeReport = z.infer<typeof ScopeReport>;

/** Durations of a judging, in milliseconds. Phases that did not run are null. */
export const Timing = z.object({
  totalMs: z.number(),
  compileMs: z.number().nullable(),
  samplesMs: z.number().nullable(),
  fullScaleMs: z.number().nullable(),
  exploreMs: z.number().nullable(),
});
export type Timing = z.infer<typeof Timing>;

export const Report = z.object({
  verdict: Verdict,
  code: VerdictCode,
  /** null unless accepted. */
  claim: Claim.nullable(),
  flags: z.array(Verdict),
  sentence: z.string(),
  /** Why compiling failed, null otherwise. */
  compileError: ExceptionInfo.nullable(),
  /** Cause of a judge-error, for the operator; never shown to a candidate. */
  fault: z.string().nullable(),
  tests: z.array(TestReport),
  /** Scopes are small calls that candidates may see as a whole, findings too. */
  scopes: z.array(ScopeReport),
  findings: z.array(Finding),
  timing: Timing,
});
export type Report = z.infer<typeof Report>;

/** Names of exceptions that every Python has: a name that a candidate made up could carry a hidden input out. */
const BUILTIN_EXCEPTIONS = new Set(
  (
    'ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError ' +
    'BufferError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError ' +
    'EOFError Exception ExceptionGroup FileExistsError FileNotFoundError FloatingPointError GeneratorExit ImportError ' +
    'IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ' +
    'ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PermissionError ' +
    'ProcessLookupError RecursionError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError ' +
    'SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError ' +
    'UnicodeError UnicodeTranslateError ValueError ZeroDivisionError ' +
    '_queue.Empty queue.Empty queue.Full threading.BrokenBarrierError multiprocessing.managers.RemoteError ' +
    'multiprocessing.context.TimeoutError multiprocessing.context.AuthenticationError pickle.PicklingError ' +
    '_pickle.PicklingError'
  ).split(' '),
);

/** What a candidate may see of a test. Pure. */
export function testView(report: TestReport): TestView {
  const { name, group, title, revealed, verdict, code, flags, wallMs, cpuMs, peakBytes, exception } = report;
  const figures = { name, group, title, revealed, verdict, code, flags, wallMs, cpuMs, peakBytes };
  if (revealed) {
    const { message, call, expected, got, output } = report;
    const processes = report.processes.map(({ index, name, cpuMs, exitCode }) => ({ index, name, cpuMs, exitCode }));
    return { ...figures, message, call, expected, got, output, exception, processes };
  }
  return {
    ...figures,
    message: HIDDEN_MESSAGES[verdict],
    call: null,
    expected: null,
    got: null,
    output: [],
    exception:
      exception === null
        ? null
        : {
            type: BUILTIN_EXCEPTIONS.has(exception.type) ? exception.type : 'an exception of your own',
            message: null,
            line: exception.line,
            traceback: null,
          },
    // A process names itself, and exits as it likes: neither may carry a hidden input out.
    processes: report.processes.map(({ index, cpuMs, role }) => ({
      index,
      name: role === 'main' ? 'main' : `${role} ${index}`,
      cpuMs,
      exitCode: null,
    })),
  };
}

const HIDDEN_MESSAGES: Record<Verdict, string> = {
  accepted: 'As expected.',
  'wrong-answer': 'The result is not the expected one.',
  race: 'The result depends on the schedule.',
  deadlock: 'Some processes wait for ever.',
  'runtime-error': 'The run ended with an error.',
  'time-limit': 'Not finished within the time limit.',
  'memory-limit': 'More memory than the limit.',
  'output-limit': 'More output than the limit.',
  'process-limit': 'More processes at once than the limit.',
  leak: 'Something was left behind when the program ended.',
  'rule-violation': 'The result is right, but the way to it breaks a rule of the exercise.',
  'sandbox-violation': 'A forbidden system call was tried.',
  'compile-error': 'The solution could not be imported.',
  'judge-error': 'Our fault: this test could not be judged. It counts for nothing.',
};
