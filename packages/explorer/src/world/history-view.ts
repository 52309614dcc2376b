/** What the machine needs to know of the processes' histories. */
import type { Pending } from './model.ts';
import type { WorldObject } from './objects.ts';

/** What happens in the world when a process gets to a node, beside what it announces. */
export interface Arrival {
  readonly creations: readonly WorldObject[];
  readonly blobs: readonly { readonly object: WorldObject; readonly datum: number }[];
  readonly buffered: readonly { readonly buffer: number; readonly index: number; readonly item: number }[];
  /** Ends of pipes that the process no longer has: the slot of the pipe's name, and which. */
  readonly closed: readonly { readonly nameSlot: number; readonly end: number }[];
}

/** What the machine needs of the processes' histories. Nodes and edges are numbers; 0 is none. */
export interface HistoryView {
  readonly pendings: readonly Pending[];
  /** The edge by which the task at `node` goes on with `response`; 0: not known yet, and asked for. */
  follow(node: number, response: number): number;
  /** The edge by which the child that is started at `node` begins; 0: not known yet, and asked for. */
  child(node: number): number;
  /** The edge to the main process's first node. */
  root(): number;
  target(edge: number): number;
  readonly arrivals: readonly (Arrival | null)[];
}
