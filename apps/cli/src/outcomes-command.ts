/** `lockstep outcomes`: computes what the shown call of a question can do, and writes it into the package. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OUTCOMES, type ShownCall } from '@lockstep/exercise-kit';
import { type PossibleOutcomes, possibleOutcomes } from '@lockstep/judge';
import { type JudgingParts, openJudgingParts } from '@lockstep/judging-parts';
import { EXERCISES, findShownCall, placeOf } from './find-exercise.ts';
import { printable } from './terminal.ts';
import { Refused } from './usage-error.ts';

export interface OutcomesOptions {
  readonly slug: string;
  readonly json: boolean;
  readonly exercises?: string | undefined;
}

/** Small programs: what needs more is no question. */
export const QUESTION_LIMITS = {
  wallMs: 10_000,
  cpuMs: 20_000,
  memoryBytes: 256 * 2 ** 20,
  outputBytes: 64 * 2 ** 10,
  processes: 16,
} as const;
const MAX_MS = 15_000;

/** Computes, writes and prints. Returns the exit code. */
export async function outcomesCommand({ slug, json, exercises = EXERCISES }: OutcomesOptions): Promise<number> {
  const shownCall = await findShownCall(slug, exercises);
  const parts = await openJudgingParts({ ready: 1 });
  try {
    const computed = await computeOutcomes(shownCall, parts);
    if (computed.kind === 'unknown') throw new Refused(`It cannot be said for certain: ${computed.why}.`);
    const file = path.join(await placeOf(slug, exercises), OUTCOMES);
    await writeFile(file, fileText(outcomesFile(shownCall, computed)));
    process.stdout.write(
      json ? `${JSON.stringify(outcomesFile(shownCall, computed))}\n` : readable(shownCall, computed),
    );
    return 0;
  } finally {
    await parts.close();
  }
}

type Computed = Extract<PossibleOutcomes, { kind: 'computed' }>;

export function computeOutcomes(
  { call, program, entry, args, startMethod }: ShownCall,
  parts: JudgingParts,
): Promise<PossibleOutcomes> {
  const { openExploration } = parts.ports(async () => {});
  const job = { call, source: program, entry, args, startMethod, limits: QUESTION_LIMITS, maxMs: MAX_MS };
  return possibleOutcomes(job, openExploration, new AbortController().signal);
}

/** What outcomes.json holds. */
export function outcomesFile({ digest }: ShownCall, { interleavings, outcomes, recording }: Computed) {
  const digits = (count: bigint | null): string | null => (count === null ? null : String(count));
  return {
    explored: digest,
    interleavings: digits(interleavings),
    outcomes: outcomes.map(({ text, interleavings: count, trace }) => ({
      text,
      interleavings: digits(count),
      trace,
    })),
    recording,
  };
}

/** A line for each outcome. */
function fileText({ explored, interleavings, outcomes, recording }: ReturnType<typeof outcomesFile>): string {
  const lines = outcomes.map((outcome) => JSON.stringify(outcome)).join(',\n');
  return `{"explored":${JSON.stringify(explored)},"interleavings":${JSON.stringify(interleavings)},"outcomes":[\n${lines}\n],"recording":\n${JSON.stringify(recording)}}\n`;
}

function readable({ call, choices }: ShownCall, { outcomes, interleavings, states }: Computed): string {
  const count = (some: bigint | null): string => (some === null ? '' : `  ${some.toLocaleString('en')} interleavings`);
  const lines = outcomes.map(({ text, interleavings: some }) => `  ${printable(text)}${count(some)}`);
  return [
    `${printable(call)}: ${outcomes.length} possible outcomes${count(interleavings)}, ${states.toLocaleString('en')} states`,
    ...lines,
    `choices: ${choices.map(printable).join(' | ')}`,
    '',
  ].join('\n');
}
