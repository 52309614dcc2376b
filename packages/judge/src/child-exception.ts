/**
 * The exception that ended a child process, read from what the child printed: multiprocessing writes the traceback to
 * its stderr and nobody else knows of it. For display only; the verdict comes from the exit code that was measured.
 */
import type { ExceptionInfo, ProgramRun } from '@lockstep/protocol';

const LIMITS = { traceback: 8_000, message: 2_000, type: 200 } as const;
const SOLUTION_LINE = /^ {2}File "[^"]*\bsolution\.py", line (\d{1,6})/gm;
const LAST_LINE = /^([A-Za-z_][\w.]*)(?:: (.*))?$/;

/** Of the first child that exited with an error and printed a traceback; null when there is none. Pure. */
export function childException(run: ProgramRun): ExceptionInfo | null {
  for (const process of run.processes) {
    if (process.role !== 'child' || process.exitCode === null || process.exitCode === 0) continue;
    const printed = run.output.find((part) => part.process === process.name && part.stream === 'stderr');
    const found = printed === undefined ? null : exceptionIn(printed.text);
    if (found !== null) return found;
  }
  return null;
}

function exceptionIn(text: string): ExceptionInfo | null {
  const start = text.lastIndexOf('Traceback (most recent call last):');
  if (start < 0) return null;
  const traceback = text.slice(start).replaceAll(/"[^"\n]*\/(solution\.py)"/g, '"$1"');
  // The frames are indented; the first line after them that is not names the exception.
  const lines = traceback.split('\n');
  const last = lines.find((line, index) => index > 0 && line !== '' && !line.startsWith(' '));
  const match = last === undefined ? null : LAST_LINE.exec(last);
  if (match === null) return null;
  const line = [...traceback.matchAll(SOLUTION_LINE)].at(-1)?.[1];
  return {
    type: (match[1] ?? '').slice(0, LIMITS.type),
    message: (match[2] ?? '').slice(0, LIMITS.message),
    line: line === undefined ? null : Math.max(1, Number(line)),
    traceback: traceback.slice(0, LIMITS.traceback),
  };
}
