/** The strength of an exercise's tests: which mistakes in its accepted submissions they notice. */
import type { LoadedExercise, ReferenceSubmission } from '@lockstep/exercise-kit';
import { JudgeFault, refute } from '@lockstep/judge';
import type { JudgingParts } from '@lockstep/judging-parts';
import { type Mutant, mutantsOf } from '@lockstep/mutation';
import { type Verdict, verdictCode } from '@lockstep/protocol';
import { inParallel, type ProgressBar } from './in-parallel.ts';
import { type Cell, painter, table } from './terminal.ts';

export interface MutantRow {
  readonly exercise: string;
  readonly submission: string;
  readonly mistake: string;
  readonly line: number;
  /** `killed`: it is not accepted. `equivalent`: the author says why it is right all the same. */
  readonly fate: 'killed' | 'equivalent' | 'survived';
  /** The verdict that killed it; null when it is accepted. */
  readonly verdict: Verdict | null;
  readonly why: string | null;
}

/** Judges every mutant of every accepted submission. */
export function judgeMutants(
  exercises: readonly LoadedExercise[],
  parts: JudgingParts,
  parallel: number,
  bar: ProgressBar | null,
): Promise<MutantRow[]> {
  const jobs = exercises.flatMap(({ exercise, submissions }) =>
    submissions
      .filter(({ expected }) => expected === 'accepted')
      .flatMap((submission) =>
        mutantsOf(submission.source)
          .filter((mutant) => isMistake(exercise, mutant))
          .map((mutant) => ({ exercise, submission, mutant })),
      ),
  );
  return inParallel(jobs, parallel, bar, ({ exercise, submission, mutant }) => ({
    title: `${exercise.slug} ${submission.name} ${mutant.operator}`,
    run: async () => rowOf(exercise.slug, submission, mutant, await verdictOf(exercise, mutant, parts)),
  }));
}

/** One process after the other is a mistake only where several have to be alive together. */
function isMistake({ rules, exploration }: LoadedExercise['exercise'], { operator }: Mutant): boolean {
  const together = rules.aliveTogether !== undefined || exploration.sometimes?.aliveTogether !== undefined;
  return operator !== 'join-at-once' || together;
}

async function verdictOf(
  exercise: LoadedExercise['exercise'],
  { source }: Mutant,
  parts: JudgingParts,
): Promise<Verdict | null> {
  const ports = parts.ports(async () => {});
  try {
    return await refute({ exercise, source, mode: 'full' }, ports, new AbortController().signal);
  } catch (error) {
    if (error instanceof JudgeFault) return 'judge-error';
    throw error;
  }
}

function rowOf(exercise: string, submission: ReferenceSubmission, mutant: Mutant, verdict: Verdict | null): MutantRow {
  const { operator: mistake, line } = mutant;
  const known = submission.equivalent.find((one) => one.mistake === mistake && one.line === line);
  // A fault of ours noticed nothing.
  const noticed = verdict !== null && verdict !== 'judge-error';
  const fate = noticed ? 'killed' : known === undefined ? 'survived' : 'equivalent';
  return { exercise, submission: submission.path, mistake, line, fate, verdict, why: known?.why ?? null };
}

export function readableMutants(rows: readonly MutantRow[]): string {
  const paint = painter(process.stdout.isTTY === true);
  const count = (fate: MutantRow['fate']): number => rows.filter((row) => row.fate === fate).length;
  const wrong = rows.length - count('equivalent');
  const share = wrong === 0 ? 100 : Math.floor((100 * count('killed')) / wrong);
  const lines = rows
    .filter(({ fate }) => fate === 'survived')
    .map(({ exercise, submission, mistake, line, verdict }): Cell[] => [
      { text: exercise },
      { text: `${submission}:${line}` },
      { text: mistake },
      { text: verdict === null ? 'SURVIVED' : verdictCode(verdict), tone: 'bad' },
    ]);
  const summary = `mutants: ${count('killed')} of ${wrong} killed (${share} %), ${count('equivalent')} equivalent, ${count('survived')} survived`;
  return `\n${lines.length === 0 ? '' : `${table(lines, paint)}\n\n`}${summary}\n`;
}
