/**
 * Plays a recorded call by hand: somebody chooses who goes next. A position is the list of choices that led to it;
 * nothing else is kept, so that going back is playing less. Tells at each position who can go on with what, who waits,
 * and, where all states fit into the budget, which outcomes each choice can still lead to.
 */
import type { RecordedHistories, Trace, TraceStep, Waiting } from '@lockstep/protocol';
import type { Histories } from '../program/histories.ts';
import { again } from '../program/likes.ts';
import { findActor, formatActor, nameActor, parseActor, ScheduleError } from '../schedule.ts';
import { BudgetReached } from '../search/budget.ts';
import { type Explored, exploreGraph } from '../search/graph.ts';
import { Outcomes } from '../search/outcomes.ts';
import { tell } from '../trace/trace.ts';
import type { Actor } from '../world/actor.ts';
import { Machine } from '../world/machine.ts';
import { NotRecorded, openRecorded } from './recording.ts';

export interface Choice {
  /** Names it in a position: `0.1`, `0.0!`. */
  readonly actor: string;
  /** The step that it would be. Null when what comes of it was not explored. */
  readonly step: TraceStep | null;
  /** Outcomes that can still come out after it; null when that is not known. */
  readonly outcomes: readonly string[] | null;
}

export interface Position {
  /** Choices so far. */
  readonly actors: readonly string[];
  /** Steps so far, with who waits now. */
  readonly trace: Trace;
  /** None: the end. */
  readonly choices: readonly Choice[];
  /** Those who live and cannot go on now. */
  readonly waiting: readonly Waiting[];
  /** How it ended, as JSON; null while somebody can go on. */
  readonly outcome: string | null;
  /** Outcomes that can still come out from here; null when that is not known. */
  readonly outcomes: readonly string[] | null;
}

export interface PlayerOptions {
  readonly histories: RecordedHistories;
  readonly monotonicMs: () => number;
  /** For all states of the call, once. */
  readonly budget: { readonly maxStates: number; readonly maxMs: number };
}

/** Longer games are refused: a program that polls could go round for ever. */
const MAX_STEPS = 2_000;

export class Player {
  readonly #machine = new Machine();
  readonly #histories: Histories;
  readonly #outcomes: Outcomes;
  readonly #options: PlayerOptions;
  #graph: Promise<Graph | null> | null = null;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#histories = openRecorded(this.#machine, options.histories);
    this.#outcomes = new Outcomes(this.#machine);
  }

  /** Throws ScheduleError when the choices cannot be made in this order. */
  async at(actors: readonly string[]): Promise<Position> {
    if (actors.length > MAX_STEPS) throw new ScheduleError(`a game has at most ${MAX_STEPS} steps`);
    this.#graph ??= this.#explore();
    const graph = await this.#graph;
    const { trace } = await this.#play(actors);
    const outcomes = graph === null ? null : this.#reach(graph);
    const machine = this.#machine;
    const enabled: Actor[] = [];
    const names = Array.from({ length: machine.actors(enabled) }, (_, which) =>
      formatActor(nameActor(machine, enabled[which] as Actor)),
    );
    const outcome = names.length > 0 ? null : this.#key(this.#outcomes.here());
    const choices: Choice[] = [];
    for (const actor of names) {
      const step = await this.#lastStep([...actors, actor]);
      choices.push({ actor, step, outcomes: step === null || graph === null ? null : this.#reach(graph) });
    }
    const ready = new Set(choices.map(({ step, actor }) => step?.actor.process ?? actor));
    const waiting = trace.waiting.filter(({ process }) => !ready.has(process));
    return { actors, trace, choices, waiting, outcome, outcomes };
  }

  /** The machine is where the choices lead afterwards. */
  async #play(actors: readonly string[]) {
    const machine = this.#machine;
    // Tasks and buffers get their numbers on the way, so a choice is looked up when its turn has come.
    const scheduled = actors.map(parseActor);
    return again(() =>
      tell(
        machine,
        this.#histories,
        (step) => {
          const wanted = scheduled[step];
          if (wanted === undefined) return null;
          const actor = findActor(machine, wanted);
          if (actor === null) throw new ScheduleError(`at step ${step + 1} there is no process ${wanted.process}`);
          return actor;
        },
        '',
      ),
    );
  }

  async #lastStep(actors: readonly string[]): Promise<TraceStep | null> {
    try {
      return (await this.#play(actors)).trace.steps.at(-1) ?? null;
    } catch (error) {
      if (error instanceof NotRecorded) return null;
      throw error;
    }
  }

  /** All states of the call; null when they are too many, or not all of them were explored. */
  async #explore(): Promise<Graph | null> {
    const { monotonicMs, budget } = this.#options;
    try {
      const graph = await again(() =>
        exploreGraph({
          machine: this.#machine,
          histories: this.#histories,
          outcomes: this.#outcomes,
          budget: { ...budget, monotonicMs },
        }),
      );
      return { graph, reachable: graph.reachable() };
    } catch (error) {
      if (error instanceof BudgetReached || error instanceof NotRecorded) return null;
      throw error;
    }
  }

  /** Outcomes that can be reached from the machine's state. */
  #reach({ graph: { table }, reachable }: Graph): string[] | null {
    const { slots } = this.#machine;
    const row = Int32Array.from({ length: table.width }, (_, slot) => slots.row[slot] ?? 0);
    const state = table.find(row);
    const found = state === null ? undefined : reachable[state];
    return found === undefined ? null : [...found].map((number) => this.#key(number)).sort();
  }

  #key(outcome: number): string {
    return JSON.stringify(this.#outcomes.value(outcome));
  }
}

interface Graph {
  readonly graph: Explored;
  readonly reachable: readonly ReadonlySet<number>[];
}
