/**
 * Where operations come from. A process is a deterministic function from the responses that it got to its next visible
 * operation; a source evaluates that function. It schedules nothing and knows no other process's state.
 */
import type { Announcement, Response } from '@lockstep/protocol';

/** Names a point in a process's history; given by the source, meaningful only to it. */
export type PointRef = number;

export type Question =
  /** The main process from its beginning. */
  | { readonly kind: 'root' }
  /** The process at `at` gets `response`. */
  | { readonly kind: 'respond'; readonly at: PointRef; readonly response: Response }
  /** The child that begins by the start operation at `at`. */
  | { readonly kind: 'child'; readonly at: PointRef }
  /** As `respond`, evaluated anew from the beginning of the history: what audits compare. */
  | { readonly kind: 'again'; readonly at: PointRef; readonly response: Response };

/**
 * One announcement or several in a row: an executor goes on by itself after an operation whose response is sure. The
 * announcements are validated by then.
 */
export interface Answer {
  readonly points: readonly { readonly ref: PointRef; readonly announcement: Announcement }[];
}

export interface ProgramSource {
  /**
   * Answers all questions, in order. Rejects with ProgramFault when the program cannot be evaluated (it is stuck between
   * two operations, was killed, sent garbage), with anything else for faults of ours.
   */
  ask(questions: readonly Question[]): Promise<readonly Answer[]>;
}

/** The program, not the explorer, is why exploration cannot go on. */
export class ProgramFault extends Error {
  override readonly name = 'ProgramFault';
  readonly reason: ProgramFaultReason;

  constructor(reason: ProgramFaultReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * `stuck`: no operation within the CPU budget. `died`: the executor ended without an exit operation. `garbage`: what it
 * sent is no announcement, or contradicts what it said before. `not-modelled`: it uses what the world has no model of.
 * `nondeterministic`: the same history led to another operation.
 */
export type ProgramFaultReason = 'stuck' | 'died' | 'garbage' | 'not-modelled' | 'nondeterministic' | 'too-large';
