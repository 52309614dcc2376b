/** The part of `lockstep verify` that looks at questions: are their stored outcomes those that exploring gives? */
import { type LoadedQuestion, outcomesOf } from '@lockstep/exercise-kit';
import type { JudgingParts } from '@lockstep/judging-parts';
import type { QuestionKind } from '@lockstep/protocol';
import { inParallel, type ProgressBar } from './in-parallel.ts';
import { computeOutcomes, outcomesFile } from './outcomes-command.ts';
import { type Cell, milliseconds, painter, table } from './terminal.ts';

export interface QuestionRow {
  readonly question: string;
  readonly form: QuestionKind;
  /** What is wrong; null when nothing is. */
  readonly problem: string | null;
  readonly outcomes: readonly string[];
  readonly totalMs: number;
}

/** `exercises`: all slugs of the bank, null when only a part of it was loaded. */
export function verifyQuestions(
  questions: readonly LoadedQuestion[],
  exercises: ReadonlySet<string> | null,
  parts: JudgingParts,
  parallel: number,
  bar: ProgressBar | null,
): Promise<QuestionRow[]> {
  return inParallel(questions, parallel, bar, (loaded) => ({
    title: loaded.question.slug,
    run: async () => {
      const begin = performance.now();
      const { slug, form, exercises: named } = loaded.question;
      const unknown = exercises === null ? [] : named.filter((one) => !exercises.has(one));
      const problem =
        unknown.length > 0
          ? `it belongs to ${unknown.join(', ')}, which is not there`
          : await difference(loaded, parts);
      const outcomes =
        form.kind === 'outcomes' ? form.choices.filter(({ possible }) => possible).map(({ text }) => text) : [];
      return { question: slug, form: form.kind, problem, outcomes, totalMs: performance.now() - begin };
    },
  }));
}

/** Between what is stored and what is computed now; null for none. */
async function difference({ question, shownCall }: LoadedQuestion, parts: JudgingParts): Promise<string | null> {
  const { form, slug } = question;
  if (shownCall === null || form.kind !== 'outcomes') return null;
  const computed = await computeOutcomes(shownCall, parts);
  if (computed.kind === 'unknown') return `what it can do cannot be said for certain: ${computed.why}`;
  const now = outcomesFile(shownCall, computed);
  const texts = now.outcomes.map(({ text }) => text).join(', ');
  if (JSON.stringify(outcomesOf(form)) === JSON.stringify(outcomesOf(now))) return null;
  return `other outcomes, counts or schedules than stored: ${texts}; run: npx lockstep outcomes ${slug}`;
}

export function questionsAsExpected(rows: readonly QuestionRow[]): boolean {
  return rows.every(({ problem }) => problem === null);
}

export function readableQuestions(rows: readonly QuestionRow[]): string {
  if (rows.length === 0) return '';
  const paint = painter(process.stdout.isTTY === true);
  const head: Cell[] = ['question', 'form', 'time', 'possible', ''].map((text, column) => {
    return { text, tone: 'faint', right: column === 2 };
  });
  const cells = rows.map(({ question, form, problem, outcomes, totalMs }): Cell[] => [
    { text: question },
    { text: form },
    { text: form === 'outcomes' ? milliseconds(totalMs) : '', right: true },
    { text: outcomes.join(' | ') },
    problem === null ? { text: 'as expected', tone: 'good' } : { text: `DIFFERENT: ${problem}`, tone: 'bad' },
  ]);
  const wrong = rows.filter(({ problem }) => problem !== null).length;
  return `\n${table([head, ...cells], paint)}\n\n${rows.length - wrong} questions as expected, ${wrong} different\n`;
}
