/** Ports for unit tests: a clock that only moves when told to, and a storage in memory. */

import type { KeyValueStore } from '../../src/shared/api/key-value-store.ts';
import type { Timers } from '../../src/shared/api/steady-socket.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export class FakeTimers implements Timers {
  nowMs = Date.parse('2026-01-01T00:00:00Z');
  readonly #timers = new Set<Timer>();

  set(run: () => void, ms: number): unknown {
    const timer = { at: this.nowMs + ms, run };
    this.#timers.add(timer);
    return timer;
  }

  clear(timer: unknown): void {
    this.#timers.delete(timer as Timer);
  }

  /** Runs what is due within `ms`, in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const until = this.nowMs + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.nowMs = next.at;
      next.run();
      await settle();
    }
    this.nowMs = until;
    await settle();
  }

  get pending(): number {
    return this.#timers.size;
  }
}

/** Lets everything that is already resolved run to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

export function memoryStore(values = new Map<string, string>()): KeyValueStore & { blocked: boolean } {
  const store = {
    blocked: false,
    get: (key: string) => (store.blocked ? null : (values.get(key) ?? null)),
    set: (key: string, value: string) => {
      if (store.blocked) return false;
      values.set(key, value);
      return true;
    },
    remove: (key: string) => {
      values.delete(key);
    },
    keys: (prefix: string) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
  return store;
}
