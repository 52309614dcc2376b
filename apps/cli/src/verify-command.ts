/**
 * `lockstep verify`: judges every reference submission and compares with the verdict that its folder names.
 */
import { availableParallelism } from 'node:os';
import { type LoadedExercise, loadExercises, type ReferenceSubmission } from '@lockstep/exercise-kit';
import { judgeSubmission } from '@lockstep/judge';
import { type JudgingParts, openJudgingParts } from '@lockstep/judging-parts';
import { type Verdict, verdictCode } from '@lockstep/protocol';
import { EXERCISES, findExercise } from './find-exercise.ts';
import { type Cell, milliseconds, painter, type Tone, table } from './terminal.ts';

export interface VerifyOptions {
  readonly slugs: readonly string[];
  readonly json: boolean;
  readonly exercises?: string | undefined;
}

type Outcome = 'as expected' | 'different' | 'judge-error';

interface Row {
  readonly exercise: string;
  readonly submission: string;
  readonly expected: Verdict;
  readonly got: Verdict;
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly totalMs: number;
}

/** Judges and prints the table. Returns the exit code. */
export async function verifyCommand(options: VerifyOptions): Promise<number> {
  const folder = options.exercises ?? EXERCISES;
  const { exercises, broken } = await select(options.slugs, folder);
  const jobs = exercises.flatMap(({ exercise, submissions }) =>
    submissions.map((submission) => ({ exercise, submission })),
  );
  const parallel = Math.max(1, Math.min(availableParallelism(), jobs.length));
  const parts = await openJudgingParts({ ready: parallel });
  const rows: (Row | undefined)[] = new Array(jobs.length);
  const tty = process.stderr.isTTY === true && !options.json;
  let next = 0;
  let done = 0;
  try {
    const work = async (): Promise<void> => {
      for (let index = next++; index < jobs.length; index = next++) {
        const job = jobs[index];
        if (job === undefined) return;
        rows[index] = await judgeReference(job.exercise, job.submission, parts);
        done += 1;
        if (tty)
          process.stderr.write(`\r\u001b[K${bar(done, jobs.length)} ${job.exercise.slug} ${job.submission.path}`);
      }
    };
    await Promise.all(Array.from({ length: parallel }, work));
  } finally {
    if (tty) process.stderr.write('\r\u001b[K');
    await parts.close();
  }
  const judged = rows.filter((row) => row !== undefined);
  process.stdout.write(options.json ? `${JSON.stringify({ rows: judged, broken })}\n` : readable(judged, broken));
  if (judged.some((row) => row.outcome === 'judge-error')) return 3;
  return broken.length > 0 || judged.some((row) => row.outcome === 'different') ? 1 : 0;
}

async function select(
  slugs: readonly string[],
  folder: string,
): Promise<{ exercises: readonly LoadedExercise[]; broken: readonly { slug: string }[] }> {
  if (slugs.length === 0) return loadExercises(folder);
  return { exercises: await Promise.all(slugs.map((slug) => findExercise(slug, folder))), broken: [] };
}

async function judgeReference(
  exercise: LoadedExercise['exercise'],
  submission: ReferenceSubmission,
  parts: JudgingParts,
): Promise<Row> {
  const report = await judgeSubmission(
    { exercise, source: submission.source, mode: 'full' },
    parts.ports(async () => {}),
    new AbortController().signal,
  );
  return {
    exercise: exercise.slug,
    submission: submission.path,
    expected: submission.expected,
    got: report.verdict,
    outcome: outcomeOf(submission, report.verdict),
    sentence: report.fault ?? report.sentence,
    totalMs: report.timing.totalMs,
  };
}

function outcomeOf(submission: ReferenceSubmission, got: Verdict): Outcome {
  if (got === 'judge-error') return 'judge-error';
  return got === submission.expected ? 'as expected' : 'different';
}

function readable(rows: readonly Row[], broken: readonly { slug: string }[]): string {
  const paint = painter(process.stdout.isTTY === true);
  const tones: Record<Outcome, Tone> = {
    'as expected': 'good',
    different: 'bad',
    'judge-error': 'bad',
  };
  const head: Cell[] = ['exercise', 'submission', 'expected', 'got', 'time', ''].map((text, column) => ({
    text,
    tone: 'faint',
    right: column === 4,
  }));
  const cells = rows.map((row): Cell[] => [
    { text: row.exercise },
    { text: row.submission },
    { text: verdictCode(row.expected) },
    { text: verdictCode(row.got) },
    { text: milliseconds(row.totalMs), right: true },
    { text: row.outcome === 'different' ? `DIFFERENT: ${row.sentence}` : row.outcome, tone: tones[row.outcome] },
  ]);
  const count = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length;
  const summary = (['as expected', 'different', 'judge-error'] as const)
    .map((outcome) => `${count(outcome)} ${outcome}`)
    .join(', ');
  const brokenLines = broken.map(({ slug }) => `broken and left out: ${slug}`);
  return `${[table([head, ...cells], paint), '', ...brokenLines, summary].join('\n')}\n`;
}

function bar(done: number, total: number): string {
  const filled = Math.round((20 * done) / total);
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${done}/${total}`;
}
