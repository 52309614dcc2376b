/**
 * Generated programs: each process is a list of instructions with one register, so that its local state is known (place
 * and register) and every announcement can carry a key.
 */
import type { Announcement, Creation, Operation, Response } from '@lockstep/protocol';
import type { Answer, ProgramSource, Question } from '../src/index.ts';

export type Instruction =
  | { readonly do: 'acquire' | 'release' | 'try'; readonly lock: number }
  | { readonly do: 'read' | 'add'; readonly cell: number }
  | { readonly do: 'put' | 'get' | 'empty'; readonly queue: number }
  | { readonly do: 'set' | 'clear' | 'look'; readonly event: number }
  /** Reads a cell until it is not 0: a polling loop. */
  | { readonly do: 'poll'; readonly cell: number };

export interface Script {
  readonly children: readonly (readonly Instruction[])[];
  readonly keyed: boolean;
  /** The children are the same, and say so. */
  readonly alike?: boolean;
}

const LOCKS = 2;
const CELLS = 2;
const name = (number: number): string => `0#${number}`;
const lockName = (lock: number): string => name(lock);
const cellName = (cell: number): string => name(LOCKS + cell);
const queueName = (queue: number): string => name(LOCKS + CELLS + queue);
const eventName = (event: number): string => name(LOCKS + CELLS + 1 + event);

const CREATIONS: readonly Creation[] = [
  { name: lockName(0), spec: { kind: 'lock' } },
  { name: lockName(1), spec: { kind: 'rlock' } },
  ...[0, 1].map(
    (cell): Creation => ({
      name: cellName(cell),
      spec: { kind: 'cells', initial: [{ data: '0' }], lock: null },
    }),
  ),
  { name: queueName(0), spec: { kind: 'queue', maxSize: 0, feeder: true, capacity: 65_536 } },
  { name: eventName(0), spec: { kind: 'event' } },
];

interface Point {
  readonly path: string;
  readonly responses: readonly Response[];
}

export class ScriptSource implements ProgramSource {
  readonly #script: Script;
  readonly #points: Point[] = [];

  constructor(script: Script) {
    this.#script = script;
  }

  async ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    return questions.map((question) => {
      const point = this.#pointOf(question);
      const ref = this.#points.push(point) - 1;
      return { points: [{ ref, announcement: this.#announce(point) }] };
    });
  }

  #pointOf(question: Question): Point {
    if (question.kind === 'root') return { path: '0', responses: [] };
    const at = this.#points[question.at] as Point;
    // The main process starts its children first: the number of responses is the child.
    if (question.kind === 'child') return { path: `0.${at.responses.length}`, responses: [] };
    return { path: at.path, responses: [...at.responses, question.response] };
  }

  #announce({ path, responses }: Point): Announcement {
    const { operation, state } = path === '0' ? this.#main(responses) : this.#child(path, responses);
    return {
      operation,
      line: 0,
      ...(path === '0' && responses.length === 0 ? { creations: [...CREATIONS] } : {}),
      ...(this.#script.keyed ? { key: state } : {}),
      ...(this.#script.alike === true && path !== '0' && responses.length === 0 ? { role: 'worker' } : {}),
    };
  }

  #main(responses: readonly Response[]): { operation: Operation; state: string } {
    const count = this.#script.children.length;
    const at = responses.length;
    const path = (index: number): string => `0.${index}`;
    const heard = responses.slice(2 * count, 2 * count + CELLS).map((response) => JSON.stringify(response));
    const state = `${at} ${heard.join()}`;
    if (at < count) {
      return { operation: { kind: 'start', process: path(at), label: path(at), daemon: false, ends: null }, state };
    }
    if (at < 2 * count)
      return { operation: { kind: 'join', process: path(at - count), block: true, timed: false }, state };
    const cell = at - 2 * count;
    if (cell < CELLS) return { operation: { kind: 'read', cells: cellName(cell), from: 0, to: 1 }, state };
    if (cell === CELLS)
      return { operation: { kind: 'result', result: { kind: 'returned', value: heard.join() } }, state };
    return { operation: { kind: 'exit', code: 0, failure: null }, state };
  }

  #child(path: string, responses: readonly Response[]): { operation: Operation; state: string } {
    const instructions = this.#script.children[Number(path.slice(2))] as readonly Instruction[];
    let at = 0;
    let register = 0;
    for (const response of responses) {
      const instruction = instructions[at];
      if (response.kind === 'raise') {
        return {
          operation: { kind: 'exit', code: 1, failure: { type: response.type, message: '', line: null } },
          state: 'x',
        };
      }
      const value = Array.isArray(response.value) ? Number(response.value[0]) : Number(response.value);
      if (instruction?.do === 'poll' && value === 0) continue;
      if (instruction !== undefined && HEARD.has(instruction.do)) register = value;
      at += 1;
    }
    const instruction = instructions[at];
    const operation: Operation =
      instruction === undefined ? { kind: 'exit', code: 0, failure: null } : operationOf(instruction, register);
    return { operation, state: `${at} ${register}` };
  }
}

const HEARD: ReadonlySet<Instruction['do']> = new Set(['try', 'read', 'get', 'empty', 'look', 'poll']);

function operationOf(instruction: Instruction, register: number): Operation {
  switch (instruction.do) {
    case 'acquire':
      return { kind: 'acquire', lock: lockName(instruction.lock), block: true, timed: false };
    case 'try':
      return { kind: 'acquire', lock: lockName(instruction.lock), block: false, timed: false };
    case 'release':
      return { kind: 'release', lock: lockName(instruction.lock) };
    case 'read':
    case 'poll':
      return { kind: 'read', cells: cellName(instruction.cell), from: 0, to: 1 };
    case 'add':
      return {
        kind: 'write',
        cells: cellName(instruction.cell),
        from: 0,
        data: [{ data: String((register + 1) % 5) }],
      };
    case 'put':
      return {
        kind: 'put',
        queue: queueName(0),
        item: { data: String(register) },
        bytes: 5,
        block: true,
        timed: false,
      };
    case 'get':
      return { kind: 'get', queue: queueName(0), block: true, timed: true };
    case 'empty':
      return { kind: 'queue-empty', queue: queueName(0) };
    case 'set':
      return { kind: 'event-set', event: eventName(0) };
    case 'clear':
      return { kind: 'event-clear', event: eventName(0) };
    case 'look':
      return { kind: 'event-is-set', event: eventName(0) };
  }
}

/** A random script: `random(n)` gives a number below n. */
export function generate(
  random: (below: number) => number,
  options: { readonly polls: boolean; readonly keyed: boolean; readonly alike?: number },
): Script {
  const pick = <T>(items: readonly T[]): T => items[random(items.length)] as T;
  const { alike = 0 } = options;
  const children = Array.from({ length: alike > 0 ? 1 : 2 }, () =>
    Array.from({ length: (alike > 2 ? 1 : 2) + random(alike > 2 ? 2 : 3) }, (): Instruction => {
      const kinds = [
        'acquire',
        'release',
        'try',
        'read',
        'add',
        'add',
        'put',
        'get',
        'empty',
        'set',
        'clear',
        'look',
      ] as const;
      const kind = options.polls && random(5) === 0 ? 'poll' : pick(kinds);
      switch (kind) {
        case 'acquire':
        case 'release':
        case 'try':
          return { do: kind, lock: random(LOCKS) };
        case 'read':
        case 'add':
        case 'poll':
          return { do: kind, cell: random(CELLS) };
        case 'put':
        case 'get':
        case 'empty':
          return { do: kind, queue: 0 };
        default:
          return { do: kind, event: 0 };
      }
    }),
  );
  const [first = []] = children;
  if (alike > 0) return { children: Array.from({ length: alike }, () => first), keyed: options.keyed, alike: true };
  return { children, keyed: options.keyed };
}
