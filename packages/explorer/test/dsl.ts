/**
 * Tiny programs for tests: a process is a generator that yields operations and gets responses. It is run again from
 * recorded responses for every question, so it must have no state of its own outside.
 */
import type { Announcement, Creation, Datum, ObjectSpec, Operation, Response } from '@lockstep/protocol';
import type { Answer, ProgramSource, Question } from '../src/index.ts';

export type Body = (process: ProcessContext) => Generator<Operation, unknown, unknown>;

/** A process that does nothing and ends with a value. */
export const give = (value: unknown): Body =>
  function* () {
    yield* [];
    return value;
  };

export class ModelError extends Error {
  constructor(type: string, message: string) {
    super(message);
    this.name = type;
  }
}

export const plain = (value: unknown): Datum => ({ data: JSON.stringify(value) });

export class ProcessContext {
  readonly path: string;
  creations: Creation[] = [];
  /** Path and body of the child that the last start operation begins. */
  readonly children = new Map<string, Body>();
  readonly roles = new Map<string, string>();
  #objects = 0;
  #children = 0;

  constructor(path: string) {
    this.path = path;
  }

  make(spec: ObjectSpec): string {
    const name = `${this.path}#${this.#objects++}`;
    this.creations.push({ name, spec });
    return name;
  }

  lock = (): string => this.make({ kind: 'lock' });
  rlock = (): string => this.make({ kind: 'rlock' });
  semaphore = (value: number, max: number | null = null): string => this.make({ kind: 'semaphore', value, max });
  condition = (lock: string): string => this.make({ kind: 'condition', lock });
  event = (): string => this.make({ kind: 'event' });
  barrier = (parties: number): string => this.make({ kind: 'barrier', parties });
  value = (initial: unknown, lock: string | null = null): string =>
    this.make({ kind: 'cells', initial: [plain(initial)], lock });
  queue = (maxSize = 0, feeder = true, capacity: number | null = 65_536): string =>
    this.make({ kind: 'queue', maxSize, feeder, capacity });
  pipe = (duplex = true): string => this.make({ kind: 'pipe', duplex, capacity: 65_536 });

  *acquire(lock: string, timed = false): Generator<Operation, boolean, unknown> {
    return (yield { kind: 'acquire', lock, block: true, timed }) as boolean;
  }
  *release(lock: string): Generator<Operation, void, unknown> {
    yield { kind: 'release', lock };
  }
  *read(cells: string): Generator<Operation, number, unknown> {
    const [data] = (yield { kind: 'read', cells, from: 0, to: 1 }) as [string];
    return JSON.parse(data);
  }
  *write(cells: string, value: unknown): Generator<Operation, void, unknown> {
    yield { kind: 'write', cells, from: 0, data: [plain(value)] };
  }
  *put(queue: string, value: unknown, bytes = 10): Generator<Operation, void, unknown> {
    yield { kind: 'put', queue, item: plain(value), bytes, block: true, timed: false };
  }
  *get(queue: string, timed = false): Generator<Operation, unknown, unknown> {
    return JSON.parse((yield { kind: 'get', queue, block: true, timed }) as string);
  }
  /** `role`: children with equal ones do the same. */
  *start(body: Body, role?: string): Generator<Operation, string, unknown> {
    const process = `${this.path}.${this.#children++}`;
    this.children.set(process, body);
    if (role !== undefined) this.roles.set(process, role);
    yield { kind: 'start', process, label: process, daemon: false, ends: null };
    return process;
  }
  *join(process: string): Generator<Operation, void, unknown> {
    yield { kind: 'join', process, block: true, timed: false };
  }
}

/** A program: what main returns is the result. */
export function program(main: Body, options: { readonly key?: (context: ProcessContext) => string } = {}): DslSource {
  return new DslSource(main, options.key ?? null);
}

interface Point {
  readonly path: string;
  readonly parent: number | null;
  readonly response: Response | null;
  /** For the first point of a child: the start operation's point. */
  readonly birth: number | null;
}

export class DslSource implements ProgramSource {
  readonly #main: Body;
  readonly #points: Point[] = [];
  asked = 0;
  batches = 0;

  constructor(main: Body, _key: ((context: ProcessContext) => string) | null) {
    this.#main = main;
  }

  async ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    this.batches += 1;
    return questions.map((question): Answer => {
      this.asked += 1;
      const point = this.#pointOf(question);
      const ref = this.#points.push(point) - 1;
      return { points: [{ ref, announcement: this.#evaluate(ref) }] };
    });
  }

  #pointOf(question: Question): Point {
    switch (question.kind) {
      case 'root':
        return { path: '0', parent: null, response: null, birth: null };
      case 'again':
      case 'respond': {
        const at = this.#points[question.at] as Point;
        return { path: at.path, parent: question.at, response: question.response, birth: null };
      }
      case 'child': {
        const announcement = this.#evaluate(question.at);
        if (announcement.operation.kind !== 'start') throw new Error('no start');
        return { path: announcement.operation.process, parent: null, response: null, birth: question.at };
      }
    }
  }

  #evaluate(ref: number): Announcement {
    const responses: Response[] = [];
    let at = ref;
    for (let point = this.#points[at] as Point; point.parent !== null; point = this.#points[at] as Point) {
      responses.unshift(point.response as Response);
      at = point.parent;
    }
    const root = this.#points[at] as Point;
    const context = new ProcessContext(root.path);
    const generator = run(this.#bodyOf(root), context);
    let step = generator.next();
    for (const response of responses) {
      context.creations = [];
      step =
        response.kind === 'value'
          ? generator.next(response.value)
          : generator.throw(new ModelError(response.type, response.message));
    }
    if (step.done === true) throw new Error('a process goes on after its end');
    const creations = context.creations;
    const role = root.birth === null || ref !== at ? undefined : this.#parentOf(root).roles.get(root.path);
    return {
      operation: step.value,
      line: 0,
      ...(creations.length > 0 ? { creations } : {}),
      ...(role === undefined ? {} : { role }),
    };
  }

  #bodyOf(root: Point): Body {
    return root.birth === null ? this.#main : (this.#parentOf(root).children.get(root.path) as Body);
  }

  /** The parent of a child, as it is when it starts it. */
  #parentOf(root: Point): ProcessContext {
    const birth = this.#points[root.birth as number] as Point;
    // The parent is run up to the start operation, which notes the child's body.
    let at = root.birth as number;
    const responses: Response[] = [];
    for (let point = birth; point.parent !== null; point = this.#points[at] as Point) {
      responses.unshift(point.response as Response);
      at = point.parent;
    }
    const first = this.#points[at] as Point;
    const context = new ProcessContext(first.path);
    const generator = run(this.#bodyOf(first), context);
    generator.next();
    for (const response of responses) {
      if (response.kind === 'value') generator.next(response.value);
      else generator.throw(new ModelError(response.type, response.message));
    }
    return context;
  }
}

/** A process from its beginning to its exit, as multiprocessing runs it: children are joined at the end. */
function* run(body: Body, context: ProcessContext): Generator<Operation, void, unknown> {
  let failure: { type: string; message: string; line: null } | null = null;
  try {
    const value = yield* body(context) as Generator<Operation, unknown, unknown>;
    if (context.path === '0') {
      yield { kind: 'result', result: { kind: 'returned', value: JSON.stringify(value ?? null) } };
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    failure = { type: error.name, message: error.message, line: null };
    if (context.path === '0') yield { kind: 'result', result: { kind: 'raised', failure } };
  }
  for (const process of context.children.keys()) yield { kind: 'join', process, block: true, timed: false };
  const failed = failure !== null && context.path !== '0';
  yield { kind: 'exit', code: failed ? 1 : 0, failure: failed ? failure : null };
}
