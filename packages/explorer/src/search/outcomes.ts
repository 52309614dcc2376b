/** What came out at the end of an interleaving, interned: a search meets few different ones. */
import type { ExplorationFailure } from '@lockstep/protocol';
import { Interner } from '../program/interner.ts';
import type { Machine, Result } from '../world/machine.ts';

export type Outcome =
  | {
      readonly kind: 'ended';
      /** What the entry's call gave; null when the main process ended without. */
      readonly result: Result | null;
      /** Processes that ended by an exception or with another exit code than 0, not by a signal. */
      readonly failures: readonly {
        readonly process: string;
        readonly code: number;
        readonly failure: ExplorationFailure | null;
      }[];
    }
  /** Somebody waits for ever, or goes round for ever. */
  | { readonly kind: 'stuck' };

export class Outcomes {
  readonly #outcomes = new Interner<Outcome>((outcome) => JSON.stringify(outcome));
  readonly #machine: Machine;
  readonly stuck: number;
  /** Over all ends: the least that most children were alive together, the most that were alive when the call returned. */
  watched: { together: number; left: number } | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
    this.stuck = this.#outcomes.number({ kind: 'stuck' });
  }

  value(number: number): Outcome {
    return this.#outcomes.value(number);
  }

  /** Of the machine's state, in which no actor can go on. */
  here(): number {
    const machine = this.#machine;
    if (machine.watching) this.#watch();
    if (!machine.allEnded) return this.stuck;
    const failures = machine.layout.tasks.flatMap(({ number, path }) => {
      const node = machine.nodeOf(number);
      if (node >= 0) return [];
      const { code, failure } = machine.exits.value(-node - 1);
      return failure === null && code <= 0 ? [] : [{ process: path, code, failure }];
    });
    failures.sort((a, b) => (a.process < b.process ? -1 : 1));
    return this.#outcomes.number({ kind: 'ended', result: machine.result, failures });
  }

  #watch(): void {
    const { together, left } = this.#machine.watched;
    const before = this.watched ?? { together, left: 0 };
    this.watched = { together: Math.min(before.together, together), left: Math.max(before.left, left ?? 0) };
  }
}
