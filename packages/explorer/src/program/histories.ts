/**
 * What is known of the program: for each process a trie of the responses that it may get, with the operation that it
 * announces after each. A step that is not known yet is noted as a question; `resolve` asks all of them at once.
 *
 * Merging (the local-state quotient): announcements of one process that carry equal keys at one operation have equal
 * futures, so their nodes are one. `same-depth` merges only after equally many operations: the graph of states stays
 * graded, and counts of interleavings stay exact. `any-depth` makes a polling loop a cycle.
 *
 * Where histories are merged, children of equal roles share one trie too: it is evaluated for the first of them. That ends,
 * and the search begins anew, when it turns out to hold what belongs to one process: its objects, buffers, children.
 */
import type { Announcement, Effect, ObjectSpec, Operation, Response } from '@lockstep/protocol';
import type { Arrival, HistoryView } from '../world/history-view.ts';
import { initialSlots } from '../world/initial-slots.ts';
import type { Machine } from '../world/machine.ts';
import type { Pending } from '../world/model.ts';
import { resolveOperation } from '../world/resolve-operation.ts';
import { Interner } from './interner.ts';
import { type Beginning, Likes, SharingEnded } from './likes.ts';
import { type Answer, type PointRef, ProgramFault, type ProgramSource, type Question } from './source.ts';

export type Merging = 'none' | 'same-depth' | 'any-depth';

type Asked =
  | { readonly kind: 'root' }
  | { readonly kind: 'respond'; readonly node: number; readonly response: number }
  | { readonly kind: 'child'; readonly node: number };

/** Nodes of all processes together; more means that the scope is too large for memory. */
const MAX_NODES = 500_000;

export class Histories implements HistoryView {
  readonly pendings: Pending[] = [undefined as unknown as Pending];
  readonly arrivals: (Arrival | null)[] = [null];
  readonly depths: number[] = [0];
  readonly tasks: number[] = [0];
  readonly parents: number[] = [0];
  /** The edge by which a node was first reached. */
  readonly edgesInto: number[] = [0];
  readonly refs: PointRef[] = [0];
  readonly keys: (string | undefined)[] = [undefined];
  readonly announcements: Announcement[] = [undefined as unknown as Announcement];
  readonly edgeResponses: number[] = [0];
  readonly #edgeNodes: number[] = [0];
  readonly #edgeNext: number[] = [0];
  readonly #firstEdge: number[] = [0];
  readonly #children: number[] = [0];
  readonly #roots: number[] = [0];
  #rootEdge = 0;
  readonly #likes = new Likes();
  /** Children went through one trie and may no longer. */
  #sharingEnded = false;
  #merging: Merging = 'none';
  /** Node that stands for a node under the current merging; 0: not decided. */
  #stands: number[] = [0];
  #classes = new Map<string, number>();
  /** What objects were called where they were made, by the slot of their name; the first to say so is kept. */
  readonly labels = new Map<number, string>();
  /** What blocks of shared memory are called, by their own name, where that is known from elsewhere. */
  readonly blockLabels = new Map<string, string>();
  readonly #machine: Machine;
  readonly #source: ProgramSource;
  readonly #pendingOf: Interner<{ announcement: Announcement; task: number }>;
  readonly #pendings: Pending[] = [];
  readonly #wanted = new Map<string, Asked>();
  /** Whether some process came back to a local state that it had been in: it polls. */
  polls = false;
  /** Nodes that were merged into another one, for audits. */
  readonly merged: number[] = [];
  /** Whether any announcement was vouched for by a key: else merging does nothing. */
  anyKeyed = false;

  constructor(machine: Machine, source: ProgramSource) {
    this.#machine = machine;
    this.#source = source;
    this.#pendingOf = new Interner(({ announcement: { operation, line, label }, task }) =>
      // Only what depends on the process itself keeps processes apart.
      JSON.stringify([operation, line, label, operation.kind === 'result' ? task : 0]),
    );
    machine.connect(this);
    machine.layout.task('0');
  }

  get size(): number {
    return this.pendings.length - 1;
  }

  get merging(): Merging {
    return this.#merging;
  }

  get hasQuestions(): boolean {
    return this.#wanted.size > 0;
  }

  /** Changes how nodes are merged. Searches must begin anew. */
  merge(merging: Merging): void {
    this.#merging = merging;
    this.#stands = [0];
    this.#classes = new Map();
    this.merged.length = 0;
  }

  root(): number {
    if (this.#rootEdge === 0) this.#wanted.set('root', { kind: 'root' });
    return this.#rootEdge;
  }

  follow(node: number, response: number): number {
    for (let edge = this.#firstEdge[node] as number; edge !== 0; edge = this.#edgeNext[edge] as number) {
      if (this.edgeResponses[edge] === response) return edge;
    }
    this.#wanted.set(`${node},${response}`, { kind: 'respond', node, response });
    return 0;
  }

  child(node: number): number {
    const edge = this.#children[node] as number;
    if (edge === 0) this.#wanted.set(`${node}`, { kind: 'child', node });
    return this.#shared(edge);
  }

  /** For each task that goes through another one's trie under the current merging, that other task. */
  get likes(): ReadonlyMap<number, number> {
    return this.#merging === 'none' ? new Map() : this.#likes.tasks();
  }

  /** The edge in place of a child's first one. */
  #shared(edge: number): number {
    return edge === 0 || this.#merging === 'none' ? edge : this.#likes.edgeFor(edge);
  }

  target(edge: number): number {
    const node = this.#edgeNodes[edge] as number;
    if (this.#merging === 'none') return node;
    return this.#stands[node] || this.#standFor(node);
  }

  /** Asks about histories without learning from the answers. */
  ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    return this.#source.ask(questions);
  }

  /** The node that an edge leads to, whatever stands for it. */
  rawTarget(edge: number): number {
    return this.#edgeNodes[edge] as number;
  }

  /** Edges out of a node that are known. */
  edgesOf(node: number): number[] {
    const edges: number[] = [];
    for (let edge = this.#firstEdge[node] as number; edge !== 0; edge = this.#edgeNext[edge] as number)
      edges.push(edge);
    return edges;
  }

  /** The node of the child that is started at a node; 0 when it is not known. */
  childNode(node: number): number {
    const edge = this.#shared(this.#children[node] as number);
    return edge === 0 ? 0 : this.target(edge);
  }

  /** Of the children that share a trie: where each was started, and the first node that stands for its own. */
  sharedStarts(): { readonly node: number; readonly first: number }[] {
    const starts: { node: number; first: number }[] = [];
    for (const [node, edge] of this.#children.entries()) {
      const shared = this.#shared(edge);
      if (shared !== edge) starts.push({ node, first: this.#edgeNodes[shared] as number });
    }
    return starts;
  }

  /** Asks all that steps have missed since the last time. Throws SharingEnded, when all of it is learned. */
  async resolve(): Promise<void> {
    const asked = [...this.#wanted.values()];
    this.#wanted.clear();
    if (asked.length === 0) return;
    const questions = asked.map((one): Question => {
      switch (one.kind) {
        case 'root':
          return { kind: 'root' };
        case 'respond':
          return {
            kind: 'respond',
            at: this.refs[one.node] as PointRef,
            response: this.#machine.responses.value(one.response) as Response,
          };
        case 'child':
          return { kind: 'child', at: this.refs[one.node] as PointRef };
        default:
          return one satisfies never;
      }
    });
    const answers = await this.#source.ask(questions);
    for (let index = 0; index < asked.length; index++) {
      this.#learn(asked[index] as Asked, answers[index] as Answer);
    }
    if (this.#sharingEnded) {
      this.#sharingEnded = false;
      throw new SharingEnded();
    }
  }

  #learn(asked: Asked, answer: Answer): void {
    let edge: number;
    const [first, ...rest] = answer.points;
    if (first === undefined) throw new ProgramFault('garbage', 'an answer without a point');
    switch (asked.kind) {
      case 'root':
        edge = this.#addEdge(0, 0, first, 0);
        this.#rootEdge = edge;
        break;
      case 'child': {
        const task = this.pendings[asked.node]?.task as number;
        edge = this.#addEdge(task, 0, first, 0);
        this.#children[asked.node] = edge;
        if (first.announcement.role !== undefined) {
          const own = this.#beginning(edge);
          this.#likes.add(own, `${this.tasks[asked.node]}|${first.announcement.role}`, (other) => {
            const bare = this.arrivals[edge] === null && this.arrivals[other.edge] === null;
            return bare && this.pendings[own.node] === this.pendings[other.node];
          });
        }
        break;
      }
      case 'respond':
        edge = this.#addEdge(this.tasks[asked.node] as number, asked.node, first, asked.response);
        break;
    }
    let node = this.#edgeNodes[edge] as number;
    let before = first.announcement;
    for (const point of rest) {
      const response = this.#machine.value(before.sure ?? null);
      if (this.edgesOf(node).some((known) => this.edgeResponses[known] === response)) return;
      edge = this.#addEdge(this.tasks[node] as number, node, point, response);
      node = this.#edgeNodes[edge] as number;
      before = point.announcement;
    }
  }

  #beginning(edge: number): Beginning {
    const node = this.#edgeNodes[edge] as number;
    return { edge, node, task: this.tasks[node] as number };
  }

  /** A new node, reached from `parent` (0: it begins a process) by `response`. Returns the edge. */
  #addEdge(task: number, parent: number, point: Answer['points'][number], response: number): number {
    const { announcement } = point;
    if (this.size >= MAX_NODES) throw new ProgramFault('too-large', 'too many different histories');
    if (announcement.operation.kind === 'not-modelled') {
      throw new ProgramFault('not-modelled', announcement.operation.what);
    }
    const arrival = this.#arrivalOf(announcement, task, parent);
    const node = this.pendings.length;
    const edge = this.#edgeNodes.length;
    this.pendings.push(this.#resolve(announcement, task));
    this.depths.push(parent === 0 ? 0 : (this.depths[parent] as number) + 1);
    this.tasks.push(task);
    this.parents.push(parent);
    this.edgesInto.push(edge);
    this.refs.push(point.ref);
    this.keys.push(announcement.key);
    this.announcements.push(announcement);
    this.#roots.push(parent === 0 ? node : (this.#roots[parent] as number));
    this.#firstEdge.push(0);
    this.#children.push(0);
    this.edgeResponses.push(response);
    this.#edgeNodes.push(node);
    this.arrivals.push(arrival);
    this.#edgeNext.push(parent === 0 ? 0 : (this.#firstEdge[parent] as number));
    if (parent !== 0) this.#firstEdge[parent] = edge;
    if (!this.#likes.admits(this.#roots[node] as number, announcement) && this.#merging !== 'none') {
      this.#sharingEnded = true;
    }
    if (announcement.key !== undefined) {
      this.anyKeyed = true;
      if (!this.polls) this.polls = this.#cameBack(node, announcement.key);
    }
    return edge;
  }

  #cameBack(node: number, key: string): boolean {
    const pending = this.pendings[node];
    for (let at = this.parents[node] as number; at !== 0; at = this.parents[at] as number) {
      if (this.keys[at] === key && this.pendings[at] === pending) return true;
    }
    return false;
  }

  #standFor(node: number): number {
    const key = this.keys[node];
    let stands = node;
    if (key !== undefined) {
      const depth = this.#merging === 'same-depth' ? this.depths[node] : '';
      const text = `${this.#roots[node]}|${depth}|${(this.pendings[node] as Pending).number}|${key}`;
      const known = this.#classes.get(text);
      if (known === undefined) this.#classes.set(text, node);
      else stands = known;
      if (stands !== node) this.merged.push(node);
    }
    this.#stands[node] = stands;
    return stands;
  }

  #resolve(announcement: Announcement, task: number): Pending {
    const number = this.#pendingOf.number({ announcement, task });
    const known = this.#pendings[number];
    if (known !== undefined) {
      // A buffer belongs to its process, not to the operation.
      this.#bufferFor(announcement.operation, task);
      return known;
    }
    const path = this.#machine.layout.tasks[task]?.path as string;
    const pending = resolveOperation(this.#machine, number, announcement, path);
    this.#bufferFor(announcement.operation, task);
    this.#machine.slots.ensure(this.#machine.layout.width);
    this.#pendings[number] = pending;
    return pending;
  }

  #bufferFor(operation: Operation, task: number): void {
    if (operation.kind === 'put' || operation.kind === 'join-feeder' || operation.kind === 'cancel-join') {
      this.#machine.layout.buffer(operation.queue, task);
      this.#machine.slots.ensure(this.#machine.layout.width);
    }
  }

  #arrivalOf({ creations = [], effects = [] }: Announcement, task: number, parent: number): Arrival | null {
    if (creations.length === 0 && effects.length === 0) return null;
    const machine = this.#machine;
    const path = machine.layout.tasks[task]?.path as string;
    const objects = creations.map(({ name, spec, label }) => {
      if (!name.startsWith(`${path}#`)) throw garbage(`process ${path} makes an object ${name}`);
      const nameSlot = machine.layout.nameSlot(name);
      if (label !== undefined && !this.labels.has(nameSlot)) this.labels.set(nameSlot, label);
      return machine.layout.object(name, spec, initialOf(machine, spec));
    });
    const granted = parent === 0 ? null : (this.pendings[parent] as Pending).operation;
    const blobs: Arrival['blobs'][number][] = [];
    const buffered: Arrival['buffered'][number][] = [];
    const closed: Arrival['closed'][number][] = [];
    for (const effect of effects) {
      if (effect.kind === 'blob') blobs.push(this.#blobEffect(effect, granted));
      else if (effect.kind === 'close')
        closed.push({ nameSlot: machine.layout.nameSlot(effect.pipe), end: effect.end });
      else {
        const item = machine.item(effect.item, effect.bytes);
        buffered.push({ buffer: machine.layout.buffer(effect.queue, task).number, index: effect.index, item });
      }
    }
    return { creations: objects, blobs, buffered, closed };
  }

  #blobEffect(effect: Extract<Effect, { kind: 'blob' }>, granted: Operation | null): Arrival['blobs'][number] {
    if (granted?.kind !== 'lend' || granted.blob !== effect.blob || granted.reads) {
      throw garbage('an object comes back changed that was not lent for it');
    }
    const object = this.#machine.layout.objects.find((one) => one.name === effect.blob && one.spec.kind === 'blob');
    if (object === undefined) throw garbage('an object comes back that does not exist');
    return { object, datum: this.#machine.data.number(effect.item) };
  }
}

function initialOf(machine: Machine, spec: ObjectSpec): readonly number[] {
  return initialSlots(spec, (datum) => machine.data.number(datum));
}

function garbage(message: string): ProgramFault {
  return new ProgramFault('garbage', message);
}
