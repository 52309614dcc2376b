/**
 * The only way from what judging found to a candidate's eyes: of a hidden test it lets through verdict, figures and a line
 * number, nothing that was made from the input.
 */
import type { TestReport, TestView } from './report.ts';
import type { Verdict } from './verdict.ts';

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

/** Of each verdict in words that tell nothing of input or schedule. */
export const HIDDEN_MESSAGES: Readonly<Record<Verdict, string>> = {
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
