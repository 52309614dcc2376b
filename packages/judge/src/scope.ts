/**
 * Judges one scope: a small call whose interleavings are explored. Which outcomes are right is decided here, on the
 * judge's side; the explorer only knows that they differ.
 *
 * An outcome is right when the call returned an acceptable value and no process failed. Some right and some not is a
 * race; none right is a wrong answer, or a runtime error when every one is an exception; an interleaving that never
 * ends is a deadlock, whatever the others do.
 */
import {
  type Claim,
  type ExerciseTest,
  type ExplorationFailure,
  type Finding,
  formatPython,
  MAX_RECORDING_CHARACTERS,
  PythonValue,
  type Recording,
  type ScopeReport,
  type Verdict,
  verdictCode,
} from '@lockstep/protocol';
import { expectedWords, resolveArguments, whatIsWrong } from './comparison.ts';
import { brokenByUse, brokenProperties, watches } from './exploration-rules.ts';
import { inOrder, type Finding as RunFinding } from './findings.ts';
import type { JudgingJob } from './job.ts';
import { JudgeFault } from './judge-fault.ts';
import type {
  ExploredCoverage,
  ExploredOutcome,
  ExploredSurvey,
  JudgePorts,
  ScopeExploration,
  Traced,
  Undecided,
} from './ports.ts';
import { runTest } from './test-run.ts';

export interface JudgedScope {
  readonly report: ScopeReport;
  readonly findings: readonly Finding[];
  /** What was learned of the program; null when nothing was, or too much to be kept. */
  readonly recording: Recording | null;
  /** Why it could not be explored; null when it was. */
  readonly undecided: string | null;
}

interface Sorted {
  readonly number: number;
  readonly words: string;
  /** `failed`: by an exception or an exit code. */
  readonly is: 'right' | 'wrong' | 'failed' | 'stuck';
  /** Why it is not right. */
  readonly sentence: string;
  readonly interleavings: bigint | null;
}

/** Explores one scope. Throws JudgeFault for our faults, and the signal's reason. */
export async function judgeScope(
  job: JudgingJob,
  scope: ExerciseTest,
  onExplore: Parameters<JudgePorts['openExploration']>[1],
  ports: JudgePorts,
  maxMs: number,
  signal: AbortSignal,
): Promise<JudgedScope> {
  const begin = ports.monotonicMs();
  const { exercise, source } = job;
  const args = await resolveArguments(exercise, scope, ports, signal);
  const exploration = await ports.openExploration(
    {
      source,
      entry: exercise.entry.name,
      args,
      startMethod: exercise.startMethod,
      limits: exercise.limits,
      maxMs,
      watch: watches(exercise.exploration),
    },
    onExplore,
    signal,
  );
  try {
    const survey = await exploration.survey();
    const wallMs = (): number => ports.monotonicMs() - begin;
    if (survey.kind === 'undecided') {
      const rule = survey.reason === 'not-modelled' ? brokenByUse(exercise.exploration, survey.message) : null;
      return withoutSurvey(scope, survey, rule, wallMs());
    }
    const sorted: Sorted[] = [];
    for (const { number, outcome, interleavings } of survey.outcomes) {
      sorted.push({ number, interleavings, ...(await sortOutcome(job, scope, args, outcome, ports, signal)) });
    }
    const expected = await expectedWords(exercise, scope, ports, signal);
    const problems = problemsOf(sorted);
    const named = new Map(exercise.entry.parameters.map((name, index) => [name, args[index] ?? null] as const));
    for (const sentence of brokenProperties(exercise.exploration, survey, named)) {
      problems.push({ verdict: 'rule-violation', sentence });
    }
    const unlike = await unlikeExplored(job, scope, survey, sorted, ports, signal);
    // What it did when it was explored is not what it does then.
    if (unlike !== null) problems.splice(0, problems.length, unlike);
    const findings: Finding[] = [];
    for (const problem of problems) {
      if (problem.verdict === 'rule-violation' || problem === unlike) continue;
      const finding = await findingOf(scope, problem.verdict, sorted, expected, exploration);
      if (finding !== null) findings.push(finding);
    }
    const ordered = inOrder(problems);
    const verdict: Verdict = ordered[0]?.verdict ?? 'accepted';
    const told = findings.find((finding) => finding.verdict === verdict);
    return {
      report: {
        name: scope.name,
        call: scope.call,
        verdict,
        code: verdictCode(verdict),
        flags: ordered.slice(1).map((problem) => problem.verdict),
        message: told?.sentence ?? ordered[0]?.sentence ?? coverageSentence(survey),
        coverage: claimOf(survey.coverage, survey.states),
        states: survey.states,
        histories: survey.histories,
        outcomes: sorted.map(({ words, is, interleavings }) => ({
          text: words,
          right: judgedRight(scope, is),
          interleavings: interleavings === null ? null : String(interleavings),
        })),
        wallMs: wallMs(),
      },
      findings,
      recording: recordingOf(scope, survey, sorted, exploration),
      undecided: survey.notices === 'could' ? LOOKS_AROUND : null,
    };
  } finally {
    await exploration.close();
  }
}

/**
 * Runs the call for real once and compares that with all its interleavings: a program that could tell the two apart and
 * did otherwise is at fault; what is right for real though no interleaving is would be our fault. Not done where some
 * interleavings are right and some are not, or never end: any run would fit. Throws JudgeFault.
 */
async function unlikeExplored(
  { exercise, source }: JudgingJob,
  scope: ExerciseTest,
  { coverage, notices }: ExploredSurvey,
  sorted: readonly Sorted[],
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<RunFinding | null> {
  if (notices === 'seeks') {
    return {
      verdict: 'rule-violation',
      sentence: 'The program looks for the parts of the judge, which it must not know.',
    };
  }
  if (scope.expectation.kind === 'none') return null;
  const explored = new Set(sorted.map(({ is }) => is === 'right'));
  if (coverage.kind !== 'exhaustive' || explored.size !== 1 || sorted.some(({ is }) => is === 'stuck')) return null;
  const real = await runTest(exercise, scope, 'sample', source, ports, signal);
  const right = real.verdict === 'accepted';
  if (!right && real.verdict !== 'wrong-answer' && real.verdict !== 'runtime-error') return null;
  if (explored.has(right)) return null;
  if (notices === 'could') {
    return {
      verdict: 'rule-violation',
      sentence:
        'The program does something else when it is explored than when it is run: it looks at what surrounds it.',
    };
  }
  if (right) throw new JudgeFault(`${scope.call}: right when it was run for real, and in no explored interleaving`);
  return { verdict: real.verdict, sentence: `Run for real: ${real.message}` };
}

/** What was seen, as a claim. */
export function claimOf(coverage: ExploredCoverage, states: number): Claim {
  switch (coverage.kind) {
    case 'exhaustive': {
      const { interleavings, merged, loops, reduced } = coverage;
      return { kind: 'exhaustive', interleavings: String(interleavings), states, merged, loops, reduced };
    }
    case 'bounded':
      return { kind: 'bounded', preemptions: coverage.preemptions, states };
    case 'sampled':
      return {
        kind: 'sampled',
        schedules: String(coverage.schedules),
        reason: 'too many interleavings for the budget',
      };
  }
}

function coverageSentence({ coverage }: ExploredSurvey): string {
  switch (coverage.kind) {
    case 'exhaustive':
      return `All ${coverage.interleavings.toLocaleString('en')} interleavings give the right result.`;
    case 'bounded':
      return `All interleavings with at most ${coverage.preemptions} preemptions give the right result.`;
    case 'sampled':
      return `${coverage.schedules.toLocaleString('en')} random schedules gave the right result.`;
  }
}

async function sortOutcome(
  job: JudgingJob,
  scope: ExerciseTest,
  args: readonly PythonValue[],
  outcome: ExploredOutcome,
  ports: JudgePorts,
  signal: AbortSignal,
): Promise<Pick<Sorted, 'words' | 'is' | 'sentence'>> {
  if (outcome.kind === 'stuck') {
    return { words: 'never ends', is: 'stuck', sentence: 'Some processes wait for ever.' };
  }
  const { result, failures } = outcome;
  const failed = (words: string): Pick<Sorted, 'words' | 'is' | 'sentence'> => ({
    words,
    is: 'failed',
    sentence: `It ${words}.`,
  });
  if (result === null) return failed('ended without a result');
  if (result.kind === 'raised') return failed(`raised ${failureWords(result.failure)}`);
  const [first] = failures;
  if (first !== undefined) {
    const how = first.failure === null ? `with exit code ${first.code}` : `by ${failureWords(first.failure)}`;
    return failed(`had a child process that ended ${how}`);
  }
  if (result.kind === 'unsendable') {
    return {
      words: 'returned something that cannot be compared',
      is: 'wrong',
      sentence: `The result cannot be compared: ${result.message}.`,
    };
  }
  const value = PythonValue.safeParse(parseJson(result.value));
  if (!value.success)
    return { words: 'returned something malformed', is: 'wrong', sentence: 'The result is malformed.' };
  const words = `returned ${formatPython(value.data)}`;
  const wrong = await whatIsWrong(job.exercise, scope, args, value.data, ports, signal);
  return wrong === null ? { words, is: 'right', sentence: '' } : { words, is: 'wrong', sentence: wrong };
}

function problemsOf(sorted: readonly Sorted[]): RunFinding[] {
  const problems: RunFinding[] = [];
  const right = sorted.some(({ is }) => is === 'right');
  const stuck = sorted.find(({ is }) => is === 'stuck');
  const bad = sorted.filter(({ is }) => is === 'wrong' || is === 'failed');
  const [first] = bad;
  if (stuck !== undefined) problems.push({ verdict: 'deadlock', sentence: stuck.sentence });
  if (first === undefined) return problems;
  if (right) problems.push({ verdict: 'race', sentence: `In some interleavings: ${first.sentence}` });
  else if (bad.every(({ is }) => is === 'failed'))
    problems.push({ verdict: 'runtime-error', sentence: first.sentence });
  else
    problems.push({
      verdict: 'wrong-answer',
      sentence: bad.find(({ is }) => is === 'wrong')?.sentence ?? first.sentence,
    });
  return problems;
}

async function findingOf(
  scope: ExerciseTest,
  verdict: Verdict,
  sorted: readonly Sorted[],
  expected: string | null,
  exploration: ScopeExploration,
): Promise<Finding | null> {
  if (verdict !== 'race' && verdict !== 'deadlock' && verdict !== 'runtime-error' && verdict !== 'wrong-answer')
    return null;
  const numbers = (...kinds: readonly Sorted['is'][]): Set<number> =>
    new Set(sorted.filter(({ is }) => kinds.includes(is)).map(({ number }) => number));
  const wanted = verdict === 'deadlock' ? numbers('stuck') : numbers('wrong', 'failed');
  const failing = await exploration.trace(wanted);
  if (failing === null) {
    throw new JudgeFault(`${scope.call}: an interleaving with verdict ${verdict} was found, but no schedule to it`);
  }
  if ((verdict === 'race' || verdict === 'deadlock') && !(await exploration.confirm(failing.trace.schedule))) {
    throw new JudgeFault(`${scope.call}: real processes did not follow the schedule ${failing.trace.schedule}`);
  }
  const right = numbers('right');
  const passing = right.size === 0 ? null : await exploration.trace(right);
  const outcome = wordsOf(sorted, failing);
  return {
    verdict,
    call: scope.call,
    pattern: failing.pattern,
    sentence: failing.pattern === 'unknown' ? `In the schedule shown, the call ${outcome}.` : failing.sentence,
    expected,
    got: outcome,
    unordered: failing.unordered.slice(0, 2),
    failing: { ...failing.trace, outcome },
    passing: passing === null ? null : { ...passing.trace, outcome: wordsOf(sorted, passing) },
  };
}

function recordingOf(
  scope: ExerciseTest,
  { outcomes }: ExploredSurvey,
  sorted: readonly Sorted[],
  exploration: ScopeExploration,
): Recording | null {
  const histories = exploration.record();
  if (histories === null) return null;
  const judged = sorted.map(({ words, is }, index) => {
    return { key: JSON.stringify(outcomes[index]?.outcome), text: words, right: judgedRight(scope, is) };
  });
  const recording: Recording = { version: 1, call: scope.call, histories, outcomes: judged };
  return JSON.stringify(recording).length > MAX_RECORDING_CHARACTERS ? null : recording;
}

/** Whether an outcome is right; null where nobody says what a returned value should be. */
function judgedRight({ expectation }: ExerciseTest, is: Sorted['is']): boolean | null {
  if (is !== 'right') return false;
  return expectation.kind === 'none' ? null : true;
}

function wordsOf(sorted: readonly Sorted[], { number }: Traced): string {
  return sorted.find((one) => one.number === number)?.words ?? '';
}

function failureWords({ type, message, line }: ExplorationFailure): string {
  const first = message.split('\n', 1)[0] ?? '';
  const where = line === null ? '' : ` in line ${line}`;
  return `${type}${where}${first === '' ? '' : `: ${first}`}`;
}

const LOOKS_AROUND =
  'The program looks at what surrounds it, so it could do something else for real than in the interleavings that were explored.';

const UNDECIDED: Readonly<
  Record<Undecided['reason'], { readonly verdict: Verdict; readonly sentence: (message: string) => string }>
> = {
  'not-modelled': {
    verdict: 'accepted',
    sentence: (what) => `Interleavings were not explored: ${what} is not modelled.`,
  },
  nondeterministic: {
    verdict: 'accepted',
    sentence: (what) => `Interleavings were not explored, since the program does not do the same twice: ${what}.`,
  },
  'too-large': { verdict: 'accepted', sentence: (what) => `Interleavings were not explored: ${what}.` },
  lost: { verdict: 'accepted', sentence: (what) => `Interleavings were not explored: ${what}.` },
  stuck: { verdict: 'time-limit', sentence: (what) => `Explored at a small size, ${what}: it computes on and on.` },
  died: { verdict: 'runtime-error', sentence: (what) => `Explored at a small size, ${what}.` },
  garbage: { verdict: 'rule-violation', sentence: (what) => `The program interferes with its exploration: ${what}.` },
};

/** `rule`: the sentence of a rule that it breaks all the same. */
function withoutSurvey(
  scope: ExerciseTest,
  { reason, message }: Undecided,
  rule: string | null,
  wallMs: number,
): JudgedScope {
  const { verdict, sentence } =
    rule === null ? UNDECIDED[reason] : { verdict: 'rule-violation' as const, sentence: () => rule };
  const words = sentence(message);
  return {
    report: {
      name: scope.name,
      call: scope.call,
      verdict,
      code: verdictCode(verdict),
      flags: [],
      message: words,
      coverage: null,
      states: 0,
      histories: 0,
      outcomes: [],
      wallMs,
    },
    findings: [],
    recording: null,
    undecided: words,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
