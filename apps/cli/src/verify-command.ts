/**
 * `lockstep verify`: judges every reference submission and compares with the verdict that its folder names. With
 * --mutants it also makes mistakes in the accepted ones and tells which of them the tests do not notice.
 */
import { availableParallelism } from 'node:os';
import { type LoadedBank, type LoadedExercise, loadExercises } from '@lockstep/exercise-kit';
import { judgeSubmission } from '@lockstep/judge';
import { type JudgingParts, openJudgingParts } from '@lockstep/judging-parts';
import { type Claim, type ReferenceOutcome, type Verdict, verdictCode } from '@lockstep/protocol';
import { type PlannedReference, plannedReferences, referenceOutcome } from '@lockstep/verification';
import { EXERCISES, errorLines, findPackage } from './find-exercise.ts';
import { inParallel, progressBar } from './in-parallel.ts';
import { judgeMutants, type MutantRow, readableMutants } from './mutants.ts';
import { type Cell, milliseconds, painter, type Tone, table } from './terminal.ts';
import { type QuestionRow, questionsAsExpected, readableQuestions, verifyQuestions } from './verify-questions.ts';

export interface VerifyOptions {
  readonly slugs: readonly string[];
  readonly json: boolean;
  /** Measure the strength of the tests too. */
  readonly mutants: boolean;
  readonly exercises?: string | undefined;
}

interface Row {
  readonly exercise: string;
  readonly submission: string;
  readonly expected: Verdict;
  readonly got: Verdict;
  readonly outcome: ReferenceOutcome;
  readonly sentence: string;
  readonly totalMs: number;
  readonly claim: Claim | null;
  /** Milliseconds of the scope that took longest; null when none was explored. */
  readonly slowestScopeMs: number | null;
}

/** Judges and prints the table. Returns the exit code. */
export async function verifyCommand(options: VerifyOptions): Promise<number> {
  const folder = options.exercises ?? EXERCISES;
  const { exercises, questions, broken } = await select(options.slugs, folder);
  const jobs = exercises.flatMap(({ exercise, submissions }) =>
    plannedReferences(submissions).map((submission) => ({ exercise, submission })),
  );
  const parallel = availableParallelism();
  const parts = await openJudgingParts({ ready: parallel });
  const bar = options.json ? null : progressBar();
  let rows: Row[];
  let asked: QuestionRow[];
  let mutants: MutantRow[] | null;
  try {
    rows = await inParallel(jobs, parallel, bar, ({ exercise, submission }) => ({
      title: `${exercise.slug} ${submission.path}`,
      waits: submission.expected === 'deadlock' || submission.expected === 'time-limit',
      run: () => judgeReference(exercise, submission, parts),
    }));
    const slugs = options.slugs.length > 0 ? null : new Set(exercises.map(({ exercise }) => exercise.slug));
    asked = await verifyQuestions(questions, slugs, parts, parallel, bar);
    mutants = options.mutants ? await judgeMutants(exercises, parts, parallel, bar) : null;
  } finally {
    await parts.close();
  }
  const text = [
    readable(rows),
    readableQuestions(asked),
    ...broken.map((one) => `broken and left out: ${one.slug}\n${errorLines(one)}\n`),
    mutants === null ? '' : readableMutants(mutants),
  ].join('');
  const listed = broken.map(({ slug, errors }) => ({ slug, errors }));
  process.stdout.write(
    options.json ? `${JSON.stringify({ rows, questions: asked, broken: listed, mutants })}\n` : text,
  );
  const judged = [...rows.map(({ outcome }) => outcome), ...(mutants ?? []).map(({ fate }) => fate)];
  if (judged.includes('judge-error')) return 3;
  const holes = mutants?.some(({ fate }) => fate === 'survived') ?? false;
  const right = questionsAsExpected(asked) && rows.every((row) => row.outcome === 'as-expected');
  return holes || broken.length > 0 || !right ? 1 : 0;
}

async function select(slugs: readonly string[], folder: string): Promise<LoadedBank> {
  if (slugs.length === 0) return loadExercises(folder);
  const found = await Promise.all(slugs.map((slug) => findPackage(slug, folder)));
  return {
    exercises: found.filter((one) => one.kind === 'loaded'),
    questions: found.filter((one) => one.kind === 'question'),
    broken: [],
  };
}

async function judgeReference(
  exercise: LoadedExercise['exercise'],
  submission: PlannedReference,
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
    outcome: referenceOutcome(submission.expected, report.verdict),
    sentence: report.fault ?? report.sentence,
    totalMs: report.timing.totalMs,
    claim: report.claim,
    slowestScopeMs: report.scopes.length === 0 ? null : Math.max(...report.scopes.map(({ wallMs }) => wallMs)),
  };
}

function readable(rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const paint = painter(process.stdout.isTTY === true);
  const shown: Record<ReferenceOutcome, { readonly words: string; readonly tone: Tone }> = {
    'as-expected': { words: 'as expected', tone: 'good' },
    different: { words: 'different', tone: 'bad' },
    'judge-error': { words: 'judge-error', tone: 'bad' },
  };
  const head: Cell[] = [...['exercise', 'submission', 'expected', 'got', 'time', 'slowest scope', 'claim', '']].map(
    (text, column) => ({ text, tone: 'faint', right: column === 4 || column === 5 }),
  );
  const cells = rows.map((row): Cell[] => [
    { text: row.exercise },
    { text: row.submission },
    { text: verdictCode(row.expected) },
    { text: verdictCode(row.got) },
    { text: milliseconds(row.totalMs), right: true },
    { text: row.slowestScopeMs === null ? '' : milliseconds(row.slowestScopeMs), right: true },
    { text: row.claim === null ? '' : claimWords(row.claim), tone: row.claim?.kind === 'sampled' ? 'warn' : 'plain' },
    {
      text:
        row.outcome === 'as-expected'
          ? shown[row.outcome].words
          : `${shown[row.outcome].words.toUpperCase()}: ${row.sentence}`,
      tone: shown[row.outcome].tone,
    },
  ]);
  const count = (outcome: ReferenceOutcome): number => rows.filter((row) => row.outcome === outcome).length;
  const summary = (['as-expected', 'different', 'judge-error'] as const)
    .map((outcome) => `${count(outcome)} ${shown[outcome].words}`)
    .join(', ');
  return `${[table([head, ...cells], paint), '', summary].join('\n')}\n`;
}

/** What an accepted verdict stands for, in a cell. */
function claimWords(claim: Claim): string {
  switch (claim.kind) {
    case 'exhaustive': {
      const count =
        claim.interleavings.length > 12 ? `10^${claim.interleavings.length - 1}` : BigInt(claim.interleavings);
      return `all ${count.toLocaleString('en')}${claim.reduced ? ' (reduced)' : claim.merged ? ' (merged)' : ''}`;
    }
    case 'bounded':
      return `${claim.preemptions} preemptions`;
    case 'sampled':
      return 'sampled';
  }
}
