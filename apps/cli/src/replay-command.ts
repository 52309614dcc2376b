/** `lockstep replay`: plays a schedule that a finding printed, step by step. */
import { openArguments } from '@lockstep/exercise-kit';
import { type JudgingParts, openJudgingParts, type Replayed } from '@lockstep/judging-parts';
import { formatPython, PythonValue } from '@lockstep/protocol';
import { EXERCISES, findExercise, findShownCall, ownCallOf, readSolution } from './find-exercise.ts';
import { QUESTION_LIMITS } from './outcomes-command.ts';
import { painter, printable } from './terminal.ts';
import { traceLines } from './trace.ts';
import { UsageError } from './usage-error.ts';

export interface ReplayOptions {
  /** Slug or folder of an exercise, or of a question that shows a call. */
  readonly name: string;
  /** Null for a question, which has its own program. */
  readonly file: string | null;
  readonly schedule: string;
  /** The call of one's own that the schedule belongs to. */
  readonly call?: string | undefined;
  readonly json: boolean;
  readonly exercises?: string | undefined;
}

/** Replays and prints. Returns the exit code: 0 replayed, 1 the schedule does not fit the program. */
export async function replayCommand(options: ReplayOptions): Promise<number> {
  const jobs = await jobsOf(options);
  const parts = await openJudgingParts({ ready: 1 });
  try {
    let refused = '';
    for (const [call, job] of jobs) {
      const replayed = await parts.replay(job, options.schedule, new AbortController().signal);
      if (replayed.kind === 'replayed') {
        process.stdout.write(options.json ? `${JSON.stringify({ call, ...replayed })}\n` : readable(call, replayed));
        return 0;
      }
      refused ||= `${call}: ${replayed.message}`;
    }
    process.stderr.write(`The schedule does not fit this program. ${refused}\n`);
    return 1;
  } finally {
    await parts.close();
  }
}

type ReplayJob = Parameters<JudgingParts['replay']>[0];

/** The explored calls; a schedule says by its checksum which one it belongs to. */
async function jobsOf({
  name,
  file,
  call,
  exercises = EXERCISES,
}: ReplayOptions): Promise<(readonly [string, ReplayJob])[]> {
  if (file === null) {
    const { call: shown, program: source, entry, args, startMethod } = await findShownCall(name, exercises);
    return [[shown, { source, entry, args, startMethod, limits: QUESTION_LIMITS }]];
  }
  const { exercise } = await findExercise(name, exercises);
  const source = await readSolution(file);
  const scopes = call === undefined ? exercise.scopes : [ownCallOf(exercise, call)];
  if (scopes.length === 0) throw new UsageError(`${exercise.slug} has no small calls that are explored.`);
  const { startMethod, limits, entry } = exercise;
  return scopes.map((scope) => {
    return [scope.call, { source, entry: entry.name, args: openArguments(scope), startMethod, limits }];
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
