/**
 * Loads one question into the protocol's Question. What the shown call of form `outcomes` can do is not computed here:
 * outcomes.json has it, and is refused when it belongs to another program or call.
 */
import { createHash } from 'node:crypto';
import {
  formatPython,
  type PythonValue,
  Question,
  type QuestionForm,
  SIZES,
  type StartMethod,
} from '@lockstep/protocol';
import { packageDigest } from './digest.ts';
import { BOUNDS } from './file-schemas.ts';
import { mixed } from './mixed.ts';
import type { PackageContext } from './package-context.ts';
import type { PackageFiles } from './package-files.ts';
import type { PackageError, Problems } from './problems.ts';
import { parseCall, parseLiteral } from './python-literal.ts';
import { type AnswerFile, OutcomesFile, QuestionFile } from './question-schemas.ts';
import { parseYaml } from './yaml-file.ts';

/** The call of form `outcomes`, to be explored. */
export interface ShownCall {
  readonly program: string;
  readonly call: string;
  readonly entry: string;
  readonly args: readonly PythonValue[];
  readonly startMethod: StartMethod;
  /** SHA-256 of all of it, for outcomes.json. */
  readonly digest: string;
  /** What the author offers, as it is written. */
  readonly choices: readonly string[];
}

export interface LoadedQuestion {
  readonly kind: 'question';
  readonly question: Question;
  /** Null for the other forms. */
  readonly shownCall: ShownCall | null;
}

export const OUTCOMES = 'outcomes.json';
const OUTCOMES_BYTES = 2 ** 20;
const ENTRIES: ReadonlySet<string> = new Set([
  'problem.yaml',
  'statement.md',
  'explanation.md',
  'program.py',
  OUTCOMES,
  'authors.md',
]);

/** A question whose outcomes are not computed yet, or of another program: everything else of it is right. */
export interface UncomputedQuestion {
  readonly kind: 'uncomputed';
  readonly shownCall: ShownCall;
  readonly errors: readonly PackageError[];
}

/** Null when it was reported. */
export async function readQuestion(
  context: PackageContext,
  problemText: string,
): Promise<LoadedQuestion | UncomputedQuestion | null> {
  const { slug, files, problems, findTrack } = context;
  for (const name of await files.list('.')) {
    if (!ENTRIES.has(name)) problems.add(name, '', `no part of a question; those are ${[...ENTRIES].join(', ')}`);
  }
  const written = parseYaml('problem.yaml', problemText, QuestionFile, problems);
  const statement = await files.read('statement.md', BOUNDS.statementBytes, true);
  const explanation = await files.read('explanation.md', BOUNDS.statementBytes, true);
  const program = await files.read('program.py', SIZES.sourceBytes, false);
  if (written === null) return null;
  const track = findTrack(written.track);
  const shownCall = written.answer.form === 'outcomes' ? readCall(written.answer, program, problems) : null;
  if (statement === null || explanation === null || track === null || !problems.none) return null;
  const read = await readForm(slug, written.answer, shownCall, files, problems);
  if (read === null) {
    return shownCall === null ? null : { kind: 'uncomputed', shownCall, errors: problems.errors };
  }
  const { title, summary, position, difficulty, minutes, tags, exercises } = written;
  const checked = Question.omit({ digest: true }).safeParse({
    ...{ slug, title, summary, track, position, difficulty, minutes, tags, exercises },
    ...{ statement, explanation, program, ...read },
  });
  if (!checked.success) {
    problems.addIssues('problem.yaml', checked.error);
    return null;
  }
  return { kind: 'question', question: { ...checked.data, digest: packageDigest(checked.data) }, shownCall };
}

function readCall(
  answer: Extract<AnswerFile, { form: 'outcomes' }>,
  program: string | null,
  problems: Problems,
): ShownCall | null {
  const { call, start_method: startMethod, choices } = answer;
  if (program === null) {
    if (problems.none) problems.add('program.py', '', 'the file is missing: it holds the function that is called');
    return null;
  }
  const parsed = parseCall(call);
  if (parsed.kind === 'refused') {
    problems.add('problem.yaml', 'answer.call', parsed.message);
    return null;
  }
  const args: PythonValue[] = [];
  for (const arg of parsed.value.args) {
    if (arg.kind === 'literal') args.push(arg.value);
    else problems.add('problem.yaml', 'answer.call', `write the argument ${arg.name}(...) out`);
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([program, call, startMethod]))
    .digest('hex');
  return { program, call, entry: parsed.value.name, args, startMethod, digest, choices };
}

type Read = Pick<Question, 'form' | 'recording'>;

/** Null when it was reported. */
async function readForm(
  slug: string,
  answer: AnswerFile,
  shownCall: ShownCall | null,
  files: PackageFiles,
  problems: Problems,
): Promise<Read | null> {
  const alone = (form: QuestionForm): Read => ({ form, recording: null });
  switch (answer.form) {
    case 'single':
    case 'multiple':
      return alone({ kind: answer.form, choices: answer.choices });
    case 'order':
      return alone({ kind: 'order', ...mixed(answer.items, slug) });
    case 'number':
      return alone({
        kind: 'number',
        value: answer.value,
        tolerance: answer.tolerance,
        unit: answer.unit ?? null,
      });
    case 'outcomes':
      return shownCall === null ? null : readOutcomes(slug, shownCall, files, problems);
    default:
      return answer satisfies never;
  }
}

async function readOutcomes(
  slug: string,
  { call, digest, choices }: ShownCall,
  files: PackageFiles,
  problems: Problems,
): Promise<Read | null> {
  const remedy = `run: npx lockstep outcomes ${slug}`;
  const text = await files.read(OUTCOMES, OUTCOMES_BYTES, false);
  const checked = text === null ? null : OutcomesFile.safeParse(parseJson(text));
  if (checked === null || !checked.success) {
    problems.add(OUTCOMES, '', checked === null ? `is missing; ${remedy}` : `is not what was computed; ${remedy}`);
    return null;
  }
  const { explored, interleavings, outcomes, recording } = checked.data;
  if (explored !== digest) {
    problems.add(OUTCOMES, '', `belongs to another program or call; ${remedy}`);
    return null;
  }
  const texts = choices.map(outcomeText);
  const place = (problem: string): void => problems.add('problem.yaml', 'answer.choices', problem);
  for (const { text } of outcomes) if (!texts.includes(text)) place(`${text} is possible, but no choice`);
  texts.forEach((text, index) => {
    if (texts.indexOf(text) !== index) place(`${text} stands there twice`);
  });
  if (!problems.none) return null;
  const form: QuestionForm = {
    kind: 'outcomes',
    call,
    interleavings,
    choices: texts.map((text) => {
      const found = outcomes.find((outcome) => outcome.text === text);
      return {
        text,
        possible: found !== undefined,
        interleavings: found?.interleavings ?? null,
        trace: found?.trace ?? null,
      };
    }),
  };
  return { form, recording };
}

/** What is known of each possible outcome, in one order, to compare one computation with another. */
export function outcomesOf({
  interleavings,
  ...form
}: Extract<QuestionForm, { kind: 'outcomes' }> | Pick<OutcomesFile, 'interleavings' | 'outcomes'>): unknown {
  const found = 'outcomes' in form ? form.outcomes : form.choices.filter(({ possible }) => possible);
  const rows = found.map(({ text, interleavings: count, trace }) => [text, count, trace]);
  return [interleavings, rows.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))];
}

/** A choice as outcomes are written: literals in one way. */
export function outcomeText(choice: string): string {
  const parsed = parseLiteral(choice);
  return parsed.kind === 'parsed' ? formatPython(parsed.value) : choice.trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
