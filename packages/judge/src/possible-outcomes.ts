/** What a call can do, over all of its interleavings: for questions that ask for it. */
import { formatPython, PythonValue, type Recording, type Trace } from '@lockstep/protocol';
import { JudgeFault } from './judge-fault.ts';
import type { ExploredOutcome, ExploreJob, JudgePorts, ScopeExploration } from './ports.ts';

export interface PossibleOutcome {
  /** `2`, `never ends`, `raises KeyError`, `a child raises KeyError`, `a child ends with exit code 3`. */
  readonly text: string;
  /** How many interleavings lead there; null where they were not counted. */
  readonly interleavings: bigint | null;
  /** The schedule with the fewest preemptions that leads there, replayed on real processes. */
  readonly trace: Trace;
  /** The outcomes of these words as the explorer has them, as JSON. */
  readonly keys: readonly string[];
}

export type PossibleOutcomes =
  | {
      readonly kind: 'computed';
      /** In the order of their texts. */
      readonly outcomes: readonly PossibleOutcome[];
      /** Of all of them; null where they were not all counted. */
      readonly interleavings: bigint | null;
      readonly states: number;
      /** What was learned of the call; null when that is too much. */
      readonly recording: Recording | null;
    }
  /** It cannot be said for certain what the call can do, and why. */
  | { readonly kind: 'unknown'; readonly why: string };

/** The call as it is written, with what it takes to explore it. */
export interface ExploredCall extends Omit<ExploreJob, 'watch'> {
  readonly call: string;
}

/** Of a recording: it lies in a package, so it is shorter than a submission's may be. */
const MAX_CHARACTERS = 300_000;

/** Explores the call. Deterministic. Throws JudgeFault for our faults, and the signal's reason. */
export async function possibleOutcomes(
  job: ExploredCall,
  openExploration: JudgePorts['openExploration'],
  signal: AbortSignal,
): Promise<PossibleOutcomes> {
  const exploration = await openExploration({ ...job, watch: false }, () => {}, signal);
  try {
    const survey = await exploration.survey();
    if (survey.kind === 'undecided') return { kind: 'unknown', why: survey.message };
    if (survey.coverage.kind !== 'exhaustive') return { kind: 'unknown', why: 'there are too many interleavings' };
    const byText = Map.groupBy(survey.outcomes, ({ outcome }) => outcomeText(outcome));
    const outcomes: PossibleOutcome[] = [];
    for (const [text, same] of [...byText].sort(([a], [b]) => inOrder(a, b))) {
      const traced = await exploration.trace(new Set(same.map(({ number }) => number)));
      if (traced === null) throw new JudgeFault(`an interleaving with "${text}" was found, but no schedule to it`);
      if (!(await exploration.confirm(traced.trace.schedule))) {
        throw new JudgeFault(`real processes did not follow the schedule ${traced.trace.schedule}`);
      }
      const counts = same.map(({ interleavings }) => interleavings);
      const keys = same.map(({ outcome }) => JSON.stringify(outcome));
      outcomes.push({ text, interleavings: sum(counts), trace: { ...traced.trace, outcome: text }, keys });
    }
    return {
      kind: 'computed',
      outcomes,
      interleavings: sum(outcomes.map(({ interleavings }) => interleavings)),
      states: survey.states,
      recording: recordingOf(job, outcomes, exploration),
    };
  } finally {
    await exploration.close();
  }
}

function recordingOf(
  { call }: ExploredCall,
  outcomes: readonly PossibleOutcome[],
  exploration: ScopeExploration,
): Recording | null {
  const histories = exploration.record();
  if (histories === null) return null;
  const told = outcomes.flatMap(({ text, keys }) => keys.map((key) => ({ key, text, right: null })));
  const recording: Recording = { version: 1, call, histories, outcomes: told };
  return JSON.stringify(recording).length > MAX_CHARACTERS ? null : recording;
}

function outcomeText(outcome: ExploredOutcome): string {
  if (outcome.kind === 'stuck') return 'never ends';
  const { result, failures } = outcome;
  if (result?.kind === 'raised') return `raises ${result.failure.type}`;
  const [first] = failures;
  if (first !== undefined) {
    return first.failure === null
      ? `a child ends with exit code ${first.code}`
      : `a child raises ${first.failure.type}`;
  }
  if (result === null) return 'ends without a result';
  if (result.kind === 'unsendable') return 'returns something that cannot be compared';
  const value = PythonValue.safeParse(parseJson(result.value));
  return value.success ? formatPython(value.data) : 'returns something malformed';
}

/** Numbers by their size, before words. */
function inOrder(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return (Number.isNaN(x) ? 0 : x - y) || (a < b ? -1 : 1);
}

function sum(counts: readonly (bigint | null)[]): bigint | null {
  return counts.reduce<bigint | null>((all, count) => (all === null || count === null ? null : all + count), 0n);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
