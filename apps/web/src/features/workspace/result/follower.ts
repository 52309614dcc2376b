/**
 * Follows one submission at a time: loads what is stored, streams what comes, fills gaps by loading again. Outside of
 * React, so that a stream goes on while panes come and go.
 */
import type {
  NumberedEvent,
  SubmissionId,
  SubmissionMode,
  SubmissionSummary,
  SubmissionView,
} from '@lockstep/protocol';
import { ApiError } from '../../../shared/api/http.ts';
import type { LiveClient } from '../../../shared/api/live-client.ts';
import type { Timers } from '../../../shared/api/steady-socket.ts';
import { applyEvent, applyEvents, emptyPanel, type PanelState } from './panel-state.ts';

export interface Followed {
  readonly id: SubmissionId;
  readonly mode: SubmissionMode;
  /** The call of an own run. */
  readonly call: string | null;
  readonly number: number;
  readonly source: string;
  readonly createdAt: string;
  readonly cancelled: boolean;
  /** The server no longer has it for this visitor: what is shown stays, and nothing more will come. */
  readonly lost: boolean;
  readonly judgingMs: number | null;
  readonly panel: PanelState;
}

/** Waits or is being judged. */
export function isUnderWay({ panel, cancelled, lost }: Followed): boolean {
  return panel.stage.kind !== 'finished' && !cancelled && !lost;
}

export type FollowState =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'loading'; readonly id: SubmissionId }
  | { readonly kind: 'failed'; readonly id: SubmissionId; readonly error: Error }
  | { readonly kind: 'shown'; readonly submission: Followed };

/** Without a word from the stream for so long, the stored events are asked for: proxies may swallow a websocket. */
export const FOLLOW_TIMES = { pollMs: 10_000 } as const;

/** Answers for what is somebody else's, or nobody's. */
const GONE: readonly number[] = [401, 403, 404];

export interface FollowerPorts {
  readonly load: (id: SubmissionId) => Promise<SubmissionView>;
  readonly live: Pick<LiveClient, 'watch'>;
  readonly timers: Timers;
  /** Called once for each followed submission that reaches its end while being followed. */
  readonly onFinished: (submission: Followed) => void;
}

export class SubmissionFollower {
  readonly #ports: FollowerPorts;
  readonly #listeners = new Set<() => void>();
  #state: FollowState = { kind: 'nothing' };
  #unwatch: (() => void) | null = null;
  #poll: unknown = null;
  #loading = false;
  /** The first load of what is followed. */
  #first: Promise<void> = Promise.resolve();

  constructor(ports: FollowerPorts) {
    this.#ports = ports;
  }

  readonly snapshot = (): FollowState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Follows a submission that was just made: nothing of it has to be loaded. */
  begin(summary: SubmissionSummary, source: string): void {
    this.clear();
    const { id, mode, call, number, createdAt } = summary;
    const panel = emptyPanel(mode);
    this.#show({ id, mode, call, number, source, createdAt, cancelled: false, lost: false, judgingMs: null, panel });
    this.#watch(id);
  }

  /** Follows a stored submission. Resolves when it is shown, or has failed to load (then the state says so). */
  async follow(id: SubmissionId): Promise<void> {
    if (this.#idOf() !== id || this.#state.kind === 'failed') {
      this.clear();
      this.#become({ kind: 'loading', id });
      this.#first = this.#load(id);
    }
    await this.#first;
  }

  clear(): void {
    this.#stopStream();
    this.#become({ kind: 'nothing' });
  }

  /** Tries again what failed. */
  retry(): void {
    if (this.#state.kind !== 'failed') return;
    const { id } = this.#state;
    this.#become({ kind: 'loading', id });
    void this.#load(id);
  }

  #idOf(): SubmissionId | null {
    switch (this.#state.kind) {
      case 'nothing':
        return null;
      case 'shown':
        return this.#state.submission.id;
      default:
        return this.#state.id;
    }
  }

  async #load(id: SubmissionId): Promise<void> {
    this.#loading = true;
    try {
      const view = await this.#ports.load(id);
      if (this.#idOf() === id) this.#merge(view);
    } catch (error) {
      if (this.#idOf() !== id) return;
      const fault = error instanceof Error ? error : new Error(String(error));
      if (this.#state.kind !== 'shown') this.#become({ kind: 'failed', id, error: fault });
      // What is shown stays; an unreachable server is asked again by the next poll.
      else if (fault instanceof ApiError && GONE.includes(fault.status)) {
        this.#stopStream();
        this.#show({ ...this.#state.submission, lost: true });
      } else this.#schedulePoll(id);
    } finally {
      this.#loading = false;
    }
  }

  #merge(view: SubmissionView): void {
    const before = this.#state.kind === 'shown' ? this.#state.submission.panel : emptyPanel(view.mode);
    const panel = applyEvents(before, view.events);
    const { id, mode, call, number, source, createdAt, judgingMs } = view;
    const cancelled = view.state === 'cancelled';
    const wasShown = this.#state.kind === 'shown';
    this.#show({ id, mode, call, number, source, createdAt, cancelled, lost: false, judgingMs, panel });
    if (panel.stage.kind === 'finished' || cancelled) {
      this.#stopStream();
      if (wasShown && before.stage.kind !== 'finished') this.#finished();
    } else if (this.#unwatch === null) this.#watch(id);
    else this.#schedulePoll(id);
  }

  #watch(id: SubmissionId): void {
    this.#schedulePoll(id);
    this.#unwatch = this.#ports.live.watch(id, {
      lastSeen: () => (this.#state.kind === 'shown' ? this.#state.submission.panel.lastSeq : 0),
      event: (event) => this.#event(id, event),
    });
  }

  #event(id: SubmissionId, event: NumberedEvent): void {
    if (this.#state.kind !== 'shown' || this.#idOf() !== id) return;
    const { submission } = this.#state;
    const panel = applyEvent(submission.panel, event);
    if (panel === submission.panel) return;
    const judgingMs = panel.stage.kind === 'finished' ? panel.stage.result.timing.totalMs : null;
    this.#show({ ...submission, panel, judgingMs, cancelled: panel.cancelled });
    if (panel.stage.kind === 'finished' || panel.cancelled) {
      this.#stopStream();
      this.#finished();
    } else if (panel.gap && !this.#loading) void this.#load(id);
    else this.#schedulePoll(id);
  }

  #finished(): void {
    if (this.#state.kind === 'shown') this.#ports.onFinished(this.#state.submission);
  }

  #schedulePoll(id: SubmissionId): void {
    this.#ports.timers.clear(this.#poll);
    this.#poll = this.#ports.timers.set(() => {
      if (this.#idOf() === id && !this.#loading) void this.#load(id);
    }, FOLLOW_TIMES.pollMs);
  }

  #stopStream(): void {
    this.#ports.timers.clear(this.#poll);
    this.#poll = null;
    this.#unwatch?.();
    this.#unwatch = null;
  }

  #show(submission: Followed): void {
    this.#become({ kind: 'shown', submission });
  }

  #become(state: FollowState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
