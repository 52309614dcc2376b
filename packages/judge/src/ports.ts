/** What judging needs from outside. The apps hand these in; tests hand in fakes. Nothing here does I/O by itself. */
import type {
  ExplorationFailure,
  ExplorationProgress,
  Finding,
  Phase,
  ProgramJob,
  ProgramRun,
  PythonValue,
  RecordedHistories,
  Recording,
  ScopeReport,
  SharedKind,
  StartMethod,
  TestReport,
  Trace,
} from '@lockstep/protocol';

/** Runs a program for real in a sandbox. Throws only when the sandbox itself failed: our fault, a judge-error. */
export type RunProgram = (job: ProgramJob, signal: AbortSignal) => Promise<ProgramRun>;

export type CheckerResult<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: string; readonly detail: string };

/** Runs an author's checker module away from us. A fault is an answer: the module's author is at fault, not the candidate. */
export interface CheckerPort {
  generate(
    call: { readonly module: string; readonly generator: string; readonly params: readonly PythonValue[] },
    signal: AbortSignal,
  ): Promise<CheckerResult<PythonValue>>;
  check(
    call: { readonly module: string; readonly args: readonly PythonValue[]; readonly outcome: PythonValue },
    signal: AbortSignal,
  ): Promise<CheckerResult<{ readonly accepted: boolean; readonly message: string }>>;
}

export interface ExploreJob {
  readonly source: string;
  readonly entry: string;
  readonly args: readonly PythonValue[];
  readonly startMethod: StartMethod;
  readonly limits: ProgramJob['limits'];
  /** Milliseconds that the search may take. */
  readonly maxMs: number;
  /** Watch which children are alive, for `watched` of the survey. */
  readonly watch: boolean;
}

/** How the call ended in some interleavings. */
export type ExploredOutcome =
  | {
      readonly kind: 'ended';
      readonly result:
        | { readonly kind: 'returned'; readonly value: string }
        | { readonly kind: 'raised'; readonly failure: ExplorationFailure }
        | { readonly kind: 'unsendable'; readonly message: string }
        | null;
      /** Processes that ended by an exception or with another exit code than 0. */
      readonly failures: readonly {
        readonly process: string;
        readonly code: number;
        readonly failure: ExplorationFailure | null;
      }[];
    }
  | { readonly kind: 'stuck' };

export type ExploredCoverage =
  | {
      readonly kind: 'exhaustive';
      readonly interleavings: bigint;
      readonly merged: boolean;
      readonly loops: boolean;
      readonly reduced: boolean;
    }
  | { readonly kind: 'bounded'; readonly preemptions: number }
  | { readonly kind: 'sampled'; readonly schedules: number };

export interface ExploredSurvey {
  readonly kind: 'surveyed';
  readonly coverage: ExploredCoverage;
  readonly states: number;
  readonly histories: number;
  readonly outcomes: readonly {
    readonly number: number;
    readonly outcome: ExploredOutcome;
    readonly interleavings: bigint | null;
  }[];
  readonly aliveTogether: number;
  /**
   * Over all interleavings that were seen: the least that most children were alive together, and the most that were still alive when the call
   * returned. Null when nobody asked.
   */
  readonly watched: { readonly together: number; readonly left: number } | null;
  /** Kinds of objects that some process used. */
  readonly uses: readonly SharedKind[];
  /** Children that did nothing that another process could see. */
  readonly idleChildren: readonly string[];
  /** Whether the program could notice that it is explored, by the names in its code; `seeks`: it names what is ours. */
  readonly notices: 'seeks' | 'could' | 'cannot';
}

/** The program could not be explored, for a reason of its own. */
export interface Undecided {
  readonly kind: 'undecided';
  readonly reason: 'stuck' | 'died' | 'garbage' | 'not-modelled' | 'nondeterministic' | 'too-large' | 'lost';
  readonly message: string;
}

/** A schedule told step by step. Its `outcome` is for the judge to put into words. */
export interface Traced {
  readonly number: number;
  readonly trace: Trace;
  readonly pattern: Finding['pattern'];
  readonly sentence: string;
  readonly unordered: readonly number[];
}

/** One call under exploration. */
export interface ScopeExploration {
  survey(): Promise<ExploredSurvey | Undecided>;
  /** The schedule with the fewest preemptions to one of these outcomes; null when none is found within the budget. */
  trace(outcomes: ReadonlySet<number>): Promise<Traced | null>;
  /** Replays a schedule on real processes, one at a time. False when they did something else. */
  confirm(schedule: string): Promise<boolean>;
  /** All that is known of the program, to be explored again elsewhere; null when that is nothing. */
  record(): RecordedHistories | null;
  close(): Promise<void>;
}

export type OpenExploration = (
  job: ExploreJob,
  onProgress: (progress: {
    readonly states: number;
    readonly interleavings: bigint;
    readonly histories: number;
  }) => void,
  signal: AbortSignal,
) => Promise<ScopeExploration>;

/** Milliseconds from any fixed point; only differences are used, and only for the timing that a report states. */
export type MonotonicMs = () => number;

/** Progress, in order. A `test` follows its phase's `running` and comes before its `passed` or `failed`. */
export type Progress =
  | { readonly kind: 'phase'; readonly phase: Phase; readonly status: PhaseStatus; readonly wallMs: number | null }
  | {
      readonly kind: 'test';
      readonly phase: Phase;
      readonly index: number;
      readonly total: number;
      readonly report: TestReport;
    }
  | { readonly kind: 'explore'; readonly progress: ExplorationProgress }
  /** Comes after its `scope`, where it is not too long to be kept. */
  | { readonly kind: 'recording'; readonly index: number; readonly recording: Recording }
  | { readonly kind: 'scope'; readonly index: number; readonly total: number; readonly scope: ScopeReport }
  | { readonly kind: 'finding'; readonly finding: Finding };

export type PhaseStatus = 'running' | 'passed' | 'failed' | 'skipped';

export interface JudgePorts {
  readonly runProgram: RunProgram;
  readonly checker: CheckerPort;
  readonly openExploration: OpenExploration;
  readonly onProgress: (progress: Progress) => Promise<void>;
  readonly monotonicMs: MonotonicMs;
}
