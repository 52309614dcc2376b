/**
 * What the result panel knows of a submission, made from its events. Pure.
 *
 * Invariants: an event applies exactly once and in order: one that was seen changes nothing, one after a gap changes
 * nothing but `gap`, until the missing ones have come. `restarted` voids what came before it. After `finished`
 * nothing changes any more.
 */
import type {
  ExplorationProgress,
  Finding,
  NumberedEvent,
  Phase,
  ScopeReport,
  SubmissionEvent,
  SubmissionMode,
  TestView,
} from '@lockstep/protocol';

export interface PhaseRow {
  readonly phase: Phase;
  /** Number of tests that will run; null before judging began. */
  readonly tests: number | null;
  readonly status: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';
  readonly wallMs: number | null;
}

export interface TestRow {
  readonly phase: Phase;
  readonly index: number;
  readonly test: TestView;
}

export type Finished = Extract<SubmissionEvent, { kind: 'finished' }>;

export type Stage =
  | { readonly kind: 'queued'; readonly place: number | null }
  | { readonly kind: 'running'; readonly attempt: number }
  | { readonly kind: 'finished'; readonly result: Finished };

export interface PanelState {
  /** Sequence number of the last applied event, 0 before the first. */
  readonly lastSeq: number;
  /** Events are missing before one that came: the whole submission must be fetched. */
  readonly gap: boolean;
  readonly stage: Stage;
  readonly phases: readonly PhaseRow[];
  readonly tests: readonly TestRow[];
  /** How far the exploration is; null before it began and after its end. */
  readonly exploring: ExplorationProgress | null;
  readonly scopes: readonly ScopeReport[];
  readonly findings: readonly Finding[];
  /** Why judging began again, null if it did not. */
  readonly restarted: 'grader-lost' | 'judge-error' | null;
  readonly cancelled: boolean;
}

const PHASES: Readonly<Record<SubmissionMode, readonly Phase[]>> = {
  samples: ['compile', 'samples'],
  own: ['compile', 'own', 'explore'],
  full: ['compile', 'samples', 'full-scale', 'explore'],
};

export function emptyPanel(mode: SubmissionMode): PanelState {
  return {
    lastSeq: 0,
    gap: false,
    stage: { kind: 'queued', place: null },
    phases: waitingPhases(mode),
    tests: [],
    ...NOTHING_EXPLORED,
    restarted: null,
    cancelled: false,
  };
}

const NOTHING_EXPLORED = { exploring: null, scopes: [], findings: [] } as const;

function waitingPhases(mode: SubmissionMode): PhaseRow[] {
  return PHASES[mode].map((phase) => ({ phase, tests: null, status: 'waiting', wallMs: null }));
}

/** The state after an event; the same object when the event changes nothing. */
export function applyEvent(state: PanelState, { seq, event }: NumberedEvent): PanelState {
  if (seq <= state.lastSeq || state.stage.kind === 'finished' || state.cancelled) return state;
  if (seq > state.lastSeq + 1) return state.gap ? state : { ...state, gap: true };
  const seen = { ...state, lastSeq: seq };
  switch (event.kind) {
    case 'queued':
      return { ...seen, stage: { kind: 'queued', place: event.place } };
    case 'started':
      return {
        ...seen,
        stage: { kind: 'running', attempt: event.attempt },
        phases: event.phases.map(({ phase, tests }) => ({ phase, tests, status: 'waiting', wallMs: null })),
        tests: [],
        ...NOTHING_EXPLORED,
      };
    case 'restarted':
      return {
        ...seen,
        restarted: event.reason,
        stage: { kind: 'queued', place: null },
        phases: state.phases.map((row) => ({ ...row, status: 'waiting', wallMs: null })),
        tests: [],
        ...NOTHING_EXPLORED,
      };
    case 'phase':
      return {
        ...seen,
        phases: state.phases.map((row) =>
          row.phase === event.phase ? { ...row, status: event.status, wallMs: event.wallMs } : row,
        ),
      };
    case 'test':
      return { ...seen, tests: [...state.tests, { phase: event.phase, index: event.index, test: event.test }] };
    case 'explore':
      return { ...seen, exploring: event.progress };
    case 'scope':
      return { ...seen, exploring: null, scopes: [...state.scopes, event.scope] };
    case 'finding':
      return { ...seen, findings: [...state.findings, event.finding] };
    case 'cancelled':
      return { ...seen, gap: false, exploring: null, cancelled: true };
    case 'finished':
      return { ...seen, exploring: null, gap: false, stage: { kind: 'finished', result: event } };
    default:
      return event satisfies never;
  }
}

/** Applies a list that begins at or before the next missing event and has no gap, as the server stores it. */
export function applyEvents(state: PanelState, events: readonly NumberedEvent[]): PanelState {
  const ordered = [...events].sort((a, b) => a.seq - b.seq);
  return ordered.reduce(applyEvent, { ...state, gap: false });
}

/** The first place in the solution that an error points to, with what to say there. */
export interface ErrorSpot {
  readonly line: number;
  readonly text: string;
}

export function errorSpot(state: PanelState): ErrorSpot | null {
  if (state.stage.kind === 'finished') {
    const error = state.stage.result.compileError;
    if (error?.line != null) return { line: error.line, text: headline(error.type, error.message) };
  }
  for (const { test } of state.tests) {
    const exception = test.exception;
    if (exception?.line != null) return { line: exception.line, text: headline(exception.type, exception.message) };
  }
  return null;
}

/** `ValueError: cannot be negative`, on one line and not too long for the end of a line of code. */
export function headline(type: string, message: string | null): string {
  const first = message?.split('\n', 1)[0] ?? '';
  const text = first === '' ? type : `${type}: ${first}`;
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** Where a line of the submitted source is in the current one: same place, or the only line of that text. */
export function locateLine(submitted: string, current: string, line: number): number | null {
  const text = submitted.split('\n')[line - 1];
  if (text === undefined) return null;
  const lines = current.split('\n');
  if (lines[line - 1] === text) return line;
  const found = lines.flatMap((candidate, index) => (candidate === text && text.trim() !== '' ? [index + 1] : []));
  return found.length === 1 ? (found[0] ?? null) : null;
}
