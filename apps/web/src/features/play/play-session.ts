/**
 * One recording that is being played: owns the worker, asks it for positions, keeps the newest answer. Outside of React,
 * so that a position that is on its way does not depend on what is drawn. A stopped session stays stopped.
 */
import type { Position } from '@lockstep/explorer';
import type { RecordedHistories } from '@lockstep/protocol';
import type { PlayAnswer, PlayRequest } from './player-protocol.ts';

/** A worker as the browser has it. */
export interface PlayWorker {
  postMessage(request: PlayRequest): void;
  terminate(): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: PlayAnswer }) => void): void;
  addEventListener(kind: 'error', listener: (event: { readonly message?: string }) => void): void;
}

export interface SessionState {
  /** The last position that was played; null before the first. */
  readonly position: Position | null;
  /** Outcomes that the call has; null while, or where, that is not known. */
  readonly fromStart: readonly string[] | null;
  /** A position is on its way. */
  readonly busy: boolean;
  /** Why the position that was asked for last is not there. */
  readonly problem: { readonly kind: 'refused' | 'broken'; readonly message: string } | null;
}

export class PlaySession {
  readonly #worker: PlayWorker;
  readonly #listeners = new Set<() => void>();
  #number = 0;
  #state: SessionState = { position: null, fromStart: null, busy: false, problem: null };

  constructor(worker: PlayWorker, histories: RecordedHistories) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#answered(data));
    worker.addEventListener('error', ({ message }) =>
      this.#become({ busy: false, problem: { kind: 'broken', message: message ?? '' } }),
    );
    worker.postMessage({ kind: 'open', histories });
  }

  readonly snapshot = (): SessionState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  ask(actors: readonly string[]): void {
    this.#number += 1;
    this.#worker.postMessage({ kind: 'at', number: this.#number, actors });
    this.#become({ busy: true, problem: null });
  }

  stop(): void {
    this.#listeners.clear();
    this.#worker.terminate();
  }

  #answered(answer: PlayAnswer): void {
    if (answer.number !== this.#number) return;
    switch (answer.kind) {
      case 'position':
        this.#become({ position: answer.position, fromStart: answer.fromStart, busy: false });
        return;
      case 'refused':
        this.#become({ busy: false, problem: { kind: 'refused', message: answer.reason } });
        return;
      case 'failed':
        this.#become({ busy: false, problem: { kind: 'broken', message: answer.message } });
        return;
      default:
        answer satisfies never;
    }
  }

  #become(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
