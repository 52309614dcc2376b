/** `lockstep replay`: plays a schedule that a finding printed, step by step. */
import { type LoadedExercise, openArguments } from '@lockstep/exercise-kit';
import { openJudgingParts, type Replayed } from '@lockstep/judging-parts';
import { formatPython, PythonValue } from '@lockstep/protocol';
import { EXERCISES, findExercise, readSolution } from './find-exercise.ts';
import { painter, printable } from './terminal.ts';
import { traceLines } from './trace.ts';
import { UsageError } from './usage-error.ts';

export interface ReplayOptions {
  readonly exercise: string;
  readonly file: string;
  readonly schedule: string;
  readonly json: boolean;
  readonly exercises?: string | undefined;
}

/** Replays and prints. Returns the exit code: 0 replayed, 1 the schedule does not fit this file. */
export async function replayCommand(options: ReplayOptions): Promise<number> {
  const loaded = await findExercise(options.exercise, options.exercises ?? EXERCISES);
  const source = await readSolution(options.file);
  const { exercise } = loaded;
  if (exercise.scopes.length === 0) throw new UsageError(`${exercise.slug} has no small calls that are explored.`);
  const parts = await openJudgingParts({ ready: 1 });
  try {
    let refused = '';
    for (const [call, job] of jobsOf(loaded, source)) {
      const replayed = await parts.replay(job, options.schedule, new AbortController().signal);
      if (replayed.kind === 'replayed') {
        process.stdout.write(options.json ? `${JSON.stringify({ call, ...replayed })}\n` : readable(call, replayed));
        return 0;
      }
      refused ||= `${call}: ${replayed.message}`;
    }
    process.stderr.write(`The schedule does not fit this file. ${refused}\n`);
    return 1;
  } finally {
    await parts.close();
  }
}

/** The explored calls; a schedule says by its checksum which one it belongs to. */
function jobsOf({ exercise }: LoadedExercise, source: string) {
  const { startMethod, limits } = exercise;
  return exercise.scopes.map((scope) => {
    const args = openArguments(scope);
    return [scope.call, { source, entry: exercise.entry.name, args, startMethod, limits }] as const;
  });
}

function readable(call: string, { trace, outcome, ended }: Extract<Replayed, { kind: 'replayed' }>): string {
  const paint = painter(process.stdout.isTTY === true);
  const lines = [`${printable(call)}, ${trace.steps.length} steps`, ...traceLines(trace, new Set(), paint)];
  if (outcome.kind === 'ended' && ended) {
    const { result } = outcome;
    if (result?.kind === 'returned') {
      const value = PythonValue.safeParse(parseJson(result.value));
      lines.push(`   => returned ${printable(value.success ? formatPython(value.data) : 'something malformed')}`);
    } else if (result?.kind === 'raised') {
      lines.push(`   => raised ${printable(`${result.failure.type}: ${result.failure.message}`)}`);
    }
    for (const { process: path, failure, code } of outcome.failures) {
      lines.push(
        `   => process ${path} ended ${failure === null ? `with exit code ${code}` : `by ${printable(failure.type)}`}`,
      );
    }
  } else {
    lines.push('   => never ends');
  }
  return `${lines.join('\n')}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
