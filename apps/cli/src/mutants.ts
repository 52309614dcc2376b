/** The strength of an exercise's tests: which mistakes in its accepted submissions they notice. */
import type { LoadedExercise } from '@lockstep/exercise-kit';
import { refute } from '@lockstep/judge';
import type { JudgingParts } from '@lockstep/judging-parts';
import { type MutantFate, type Verdict, verdictCode } from '@lockstep/protocol';
import { mutantFate, plannedMutants } from '@lockstep/verification';
import { inParallel, type ProgressBar } from './in-parallel.ts';
import { type Cell, painter, table } from './terminal.ts';

export interface MutantRow {
  readonly exercise: string;
  readonly submission: string;
  readonly mistake: string;
  readonly line: number;
  readonly fate: MutantFate;
  /** The verdict that killed it, or judge-error; null when it is accepted. */
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
    plannedMutants(exercise, submissions).map((mutant) => ({ exercise, mutant })),
  );
  return inParallel(jobs, parallel, bar, ({ exercise, mutant: { path, source, mistake, line, equivalent } }) => ({
    title: `${exercise.slug} ${path} ${mistake}`,
    run: async () => {
      const job = { exercise, source, mode: 'full' } as const;
      const report = await refute(
        job,
        parts.ports(async () => {}),
        new AbortController().signal,
      );
      return {
        exercise: exercise.slug,
        submission: path,
        mistake,
        line,
        fate: mutantFate(report.verdict, equivalent !== null),
        verdict: report.verdict === 'accepted' ? null : report.verdict,
        why: equivalent,
      };
    },
  }));
}

export function readableMutants(rows: readonly MutantRow[]): string {
  const paint = painter(process.stdout.isTTY === true);
  const count = (fate: MutantFate): number => rows.filter((row) => row.fate === fate).length;
  const wrong = rows.length - count('equivalent');
  const share = wrong === 0 ? 100 : Math.floor((100 * count('killed')) / wrong);
  const lines = rows
    .filter(({ fate }) => fate === 'survived' || fate === 'judge-error')
    .map(({ exercise, submission, mistake, line, verdict }): Cell[] => [
      { text: exercise },
      { text: `${submission}:${line}` },
      { text: mistake },
      { text: verdict === null ? 'SURVIVED' : verdictCode(verdict), tone: 'bad' },
    ]);
  const summary = `mutants: ${count('killed')} of ${wrong} killed (${share} %), ${count('equivalent')} equivalent, ${count('survived')} survived${count('judge-error') === 0 ? '' : `, ${count('judge-error')} judge-error`}`;
  return `\n${lines.length === 0 ? '' : `${table(lines, paint)}\n\n`}${summary}\n`;
}
