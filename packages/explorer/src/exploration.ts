/**
 * Explores one call of a program: all interleavings where that is possible, else as many as the budget allows, and says
 * which it was. Then it finds the shortest schedule to an outcome and tells it step by step.
 *
 * The order of attempts: all states, nothing merged; when a process polls, all states with its loops as cycles; when
 * there are too many, histories of equal local state merged (counts stay exact); then persistent sets, which reach every
 * outcome by fewer interleavings; then all with at most two, then three preemptions; then random schedules. What is met on the way counts whatever the last attempt was.
 */
import { audit } from './audit.ts';
import { Histories, type Merging } from './program/histories.ts';
import { again } from './program/likes.ts';
import type { ProgramSource } from './program/source.ts';
import { parseSchedule } from './schedule.ts';
import { exploreBounded } from './search/bounded.ts';
import { type Budget, BudgetReached } from './search/budget.ts';
import { type Explored, exploreGraph } from './search/graph.ts';
import { type Outcome, Outcomes } from './search/outcomes.ts';
import { reducedSweep } from './search/persistent-sets.ts';
import { findShortest, type Shortest } from './search/shortest.ts';
import { ProgramPolls, sweep } from './search/sweep.ts';
import { walk } from './search/walks.ts';
import { replay, type Told, tell } from './trace/trace.ts';
import type { Actor } from './world/actor.ts';
import { Machine } from './world/machine.ts';

export interface ExplorationBudget {
  /** States of one attempt. */
  readonly maxStates: number;
  /** Milliseconds for all attempts together. */
  readonly maxMs: number;
}

export interface ExplorationOptions {
  readonly source: ProgramSource;
  readonly budget: ExplorationBudget;
  readonly monotonicMs: () => number;
  /** Called now and then while a search runs. */
  readonly onProgress?: (progress: { states: number; interleavings: bigint; histories: number }) => void;
  /** For random schedules. */
  readonly seed: number;
  /** Watch which children are alive, for `watched` of the survey. */
  readonly watch?: boolean;
}

/** How much was seen. `merged`: equal local states were taken for one, vouched for by the program's own process. */
export type Coverage =
  | {
      readonly kind: 'exhaustive';
      readonly interleavings: bigint;
      readonly merged: boolean;
      readonly loops: boolean;
      /** Of interleavings that differ only in the order of independent steps, one was explored and counted. */
      readonly reduced: boolean;
    }
  | { readonly kind: 'bounded'; readonly preemptions: number }
  | { readonly kind: 'sampled'; readonly schedules: number };

export interface Survey {
  readonly coverage: Coverage;
  readonly states: number;
  readonly histories: number;
  /** Every outcome that was met; interleavings where they were counted. */
  readonly outcomes: readonly {
    readonly number: number;
    readonly outcome: Outcome;
    readonly interleavings: bigint | null;
  }[];
  /** Most child processes alive at one time in some interleaving. */
  readonly aliveTogether: number;
  /** Null when nobody asked: see Outcomes. */
  readonly watched: { readonly together: number; readonly left: number } | null;
  /** Histories that were run again and gave the same. */
  readonly audited: number;
}

export interface Found extends Told {
  readonly number: number;
  readonly outcome: Outcome;
  /** It is stuck although somebody could go on. */
  readonly livelock: boolean;
}

const AUDITED_HISTORIES = 12;
/** Share of the time for the first attempt, which merges nothing. */
const FULL_SHARE = 0.3;
/** Points of histories after which the first attempt gives way, where equal local states can be merged. */
const FULL_HISTORIES = 200;
/** Steps of a round that is shown of one that goes on for ever. */
const MAX_ROUND = 60;
const SHORTEST_STATES = 2_000_000;
const SHORTEST_MS = 10_000;
const WALKS = 2_000;

export class Exploration {
  readonly machine = new Machine();
  readonly histories: Histories;
  readonly #outcomes: Outcomes;
  readonly #options: ExplorationOptions;
  readonly #begin: number;
  #graph: Explored | null = null;

  constructor(options: ExplorationOptions) {
    this.#options = options;
    this.machine.watching = options.watch ?? false;
    this.histories = new Histories(this.machine, options.source);
    this.#outcomes = new Outcomes(this.machine);
    this.#begin = options.monotonicMs();
  }

  /** Throws ProgramFault when the program cannot be evaluated or did not do the same twice. */
  async survey(): Promise<Survey> {
    const found = await this.#attempts();
    const { histories, merges } = await audit(this.machine, this.histories, AUDITED_HISTORIES);
    const { watched } = this.#outcomes;
    return { ...found, watched, histories: this.histories.size, audited: histories + merges };
  }

  /**
   * The schedule with the fewest preemptions to an outcome for which `wanted` holds, told step by step; the trace's own
   * `outcome` is left empty. Null when none is found within the budget.
   */
  async shortest(wanted: (outcome: Outcome, number: number) => boolean): Promise<Found | null> {
    return again(() => this.#shortest(wanted));
  }

  async #shortest(wanted: (outcome: Outcome, number: number) => boolean): Promise<Found | null> {
    const { machine } = this;
    const loops = this.#loopingStates(wanted);
    const schedule: Shortest | null = await findShortest({
      machine,
      histories: this.histories,
      budget: { maxStates: SHORTEST_STATES, maxMs: SHORTEST_MS, monotonicMs: this.#options.monotonicMs },
      wanted: (count) => {
        if (count > 0) return loops?.() ?? false;
        const number = this.#outcomes.here();
        return wanted(this.#outcomes.value(number), number);
      },
    });
    if (schedule === null) return null;
    const actors = [...schedule.actors, ...(await this.#oneRound())];
    const told = await tell(machine, this.histories, (step) => actors[step] ?? null, '');
    const number = told.complete ? this.#outcomes.here() : this.#outcomes.stuck;
    return { ...told, number, outcome: this.#outcomes.value(number), livelock: !told.complete };
  }

  /** From the machine's state, in which somebody can go round for ever: the steps of one round. Else none. */
  async #oneRound(): Promise<Actor[]> {
    const { machine } = this;
    const enabled: Actor[] = [];
    const place = (): string => machine.slots.row.slice(0, machine.layout.width).join();
    const seen = new Set([place()]);
    const round: Actor[] = [];
    while (round.length < MAX_ROUND && machine.actors(enabled) > 0) {
      const actor = enabled[0] as Actor;
      machine.slots.logged = 0;
      while (!machine.step(actor)) {
        machine.slots.undo(0);
        await this.histories.resolve();
      }
      round.push(actor);
      if (seen.has(place())) break;
      seen.add(place());
    }
    return round;
  }

  /** Replays a schedule; the machine is then where it leads. Throws ScheduleError or ScheduleDrift. */
  replay(schedule: string): Promise<Told> {
    return again(() => replay(this.machine, this.histories, parseSchedule(schedule), ''));
  }

  /** The outcome of the machine's state. `complete`: nobody can go on in it. */
  outcome(complete: boolean): Outcome {
    return this.#outcomes.value(complete ? this.#outcomes.here() : this.#outcomes.stuck);
  }

  /** Tells whether the machine's state cannot reach the end although it goes on; null when nobody asks for that. */
  #loopingStates(wanted: (outcome: Outcome, number: number) => boolean): (() => boolean) | null {
    const graph = this.#graph;
    const { stuck } = this.#outcomes;
    if (graph === null || !wanted(this.#outcomes.value(stuck), stuck)) return null;
    const { machine } = this;
    const { table } = graph;
    const row = new Int32Array(table.width);
    return () => {
      row.fill(0);
      for (let slot = 0; slot < Math.min(table.width, machine.layout.width); slot++)
        row[slot] = machine.slots.get(slot);
      const before = table.count;
      const state = table.find(row);
      return state !== null && state < before && graph.stuck[state] === 1;
    };
  }

  #budget(share: number, maxStates = this.#options.budget.maxStates): Budget {
    const { budget, monotonicMs, onProgress } = this.#options;
    const left = Math.max(0, budget.maxMs - (monotonicMs() - this.#begin));
    return {
      maxStates,
      maxMs: left * share,
      monotonicMs,
      onProgress: ({ states, interleavings }) =>
        onProgress?.({ states, interleavings, histories: this.histories.size }),
    };
  }

  #budgetOf(merging: Merging): Budget {
    const { histories } = this;
    if (merging !== 'none') return this.#budget(0.6);
    return { ...this.#budget(FULL_SHARE), mayGoOn: () => !histories.anyKeyed || histories.size <= FULL_HISTORIES };
  }

  async #attempts(): Promise<Omit<Survey, 'histories' | 'audited' | 'watched'>> {
    const { machine, histories } = this;
    const outcomes = this.#outcomes;
    const met = new Set<number>();
    const within = async <T>(attempt: () => Promise<T>): Promise<T | null> => {
      try {
        return await again(attempt);
      } catch (error) {
        if (error instanceof BudgetReached || error instanceof ProgramPolls) return null;
        throw error;
      }
    };
    for (const merging of ['none', 'same-depth'] as const) {
      if (histories.polls || (merging === 'same-depth' && !histories.anyKeyed)) break;
      histories.merge(merging);
      const swept = await within(() => sweep({ machine, histories, outcomes, budget: this.#budgetOf(merging) }));
      if (swept === null) continue;
      const merged = histories.merged.length > 0;
      return {
        coverage: { kind: 'exhaustive', interleavings: swept.interleavings, merged, loops: false, reduced: false },
        states: swept.states,
        outcomes: this.#listed(swept.outcomes),
        aliveTogether: swept.aliveTogether,
      };
    }
    // Reductions keep outcomes, not who was alive on the way.
    if (!histories.polls && !machine.watching) {
      const reduced = await within(() => reducedSweep({ machine, histories, outcomes, budget: this.#budget(0.5) }));
      if (reduced !== null) {
        const merged = histories.merged.length > 0;
        return {
          coverage: { kind: 'exhaustive', interleavings: reduced.interleavings, merged, loops: false, reduced: true },
          states: reduced.states,
          outcomes: this.#listed(reduced.outcomes, false),
          aliveTogether: reduced.aliveTogether,
        };
      }
    }
    if (histories.polls) {
      histories.merge('any-depth');
      const graph = await within(() => exploreGraph({ machine, histories, outcomes, budget: this.#budget(0.7) }));
      if (graph !== null) {
        this.#graph = graph;
        const { interleavings, cyclic, states, aliveTogether } = graph;
        return {
          coverage: { kind: 'exhaustive', interleavings, merged: true, loops: cyclic, reduced: false },
          states,
          outcomes: this.#listed(graph.outcomes),
          aliveTogether,
        };
      }
    }
    let coverage: Coverage | null = null;
    let states = 0;
    for (const preemptions of [2, 3]) {
      const bounded = await within(() =>
        exploreBounded({ machine, histories, outcomes, budget: this.#budget(0.5), preemptions }),
      );
      if (bounded === null) break;
      for (const outcome of bounded.outcomes) met.add(outcome);
      states += bounded.states;
      coverage = { kind: 'bounded', preemptions };
    }
    const walked = await walk({
      machine,
      histories,
      outcomes,
      budget: this.#budget(0.8),
      seed: this.#options.seed,
      schedules: WALKS,
    });
    for (const outcome of walked.outcomes.keys()) met.add(outcome);
    coverage ??= { kind: 'sampled', schedules: walked.schedules };
    return {
      coverage,
      states: states + walked.steps,
      outcomes: [...met]
        .sort((a, b) => a - b)
        .map((number) => ({ number, outcome: outcomes.value(number), interleavings: null })),
      aliveTogether: 0,
    };
  }

  #listed(counts: ReadonlyMap<number, bigint>, counted = true): Survey['outcomes'] {
    return [...counts].map(([number, interleavings]) => ({
      number,
      outcome: this.#outcomes.value(number),
      interleavings: counted ? interleavings : null,
    }));
  }
}
