/**
 * Who waits for whom at a dead end, as a graph: processes, and the objects between them. Pure. What it shows is what the trace
 * says: a circle only where there is one, and nobody as a holder where nobody is known.
 */
import type { Trace } from '@lockstep/protocol';
import { nameOf } from './names.ts';

export interface WaitNode {
  readonly id: string;
  readonly kind: 'process' | 'object';
  readonly label: string;
  /** Place of a process among the lanes; -1 for an object. */
  readonly lane: number;
  /** What else there is to say: it has ended; nobody can do what is waited for; it waits for nothing that has a name. */
  readonly note: 'none' | 'ended' | 'nobody' | 'stuck';
}

export interface WaitEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'waits' | 'held';
  /** Place in the order in which the waits arose. */
  readonly order: number;
}

export interface WaitGraph {
  readonly nodes: readonly WaitNode[];
  readonly edges: readonly WaitEdge[];
  /** Nodes of a closed circle, each followed by the one that it leads to; empty: there is none. */
  readonly circle: readonly string[];
}

export function waitGraph(trace: Trace): WaitGraph {
  const nodes = new Map<string, WaitNode>();
  const edges: WaitEdge[] = [];
  const laneOf = (path: string): number => trace.processes.findIndex((process) => process.path === path);
  const waiting = new Set(trace.waiting.map(({ process }) => process));
  const stuck = new Set<string>();
  const process = (path: string): string => {
    const id = `process ${path}`;
    const note = stuck.has(path) ? 'stuck' : waiting.has(path) ? 'none' : 'ended';
    nodes.set(id, { id, kind: 'process', label: nameOf(trace, path), lane: laneOf(path), note });
    return id;
  };
  const edge = (from: string, to: string, kind: WaitEdge['kind']): void => {
    if (!edges.some((known) => known.from === from && known.to === to))
      edges.push({ from, to, kind, order: edges.length });
  };
  for (const wait of inOrderOfArising(trace)) {
    const from = process(wait.process);
    const { object, heldBy } = wait;
    // One who waits for the end of a process waits for that process.
    if (object === null && heldBy.length === 0) {
      stuck.add(wait.process);
      process(wait.process);
      continue;
    }
    if (object === null || (heldBy.length === 1 && object === nameOf(trace, heldBy[0] ?? ''))) {
      for (const holder of heldBy) edge(from, process(holder), 'waits');
      continue;
    }
    const id = `object ${object} ${heldBy.join(' ')}`;
    nodes.set(id, { id, kind: 'object', label: object, lane: -1, note: heldBy.length === 0 ? 'nobody' : 'none' });
    edge(from, id, 'waits');
    for (const holder of heldBy) edge(id, process(holder), 'held');
  }
  const circle = circleIn([...nodes.keys()], edges);
  return { nodes: [...nodes.values()], edges, circle };
}

/** A process waits since its last step. */
function inOrderOfArising({ steps, waiting }: Trace): Trace['waiting'] {
  const since = (process: string): number =>
    steps.findLastIndex(({ actor }) => actor.process === process && !actor.feeder);
  return waiting.toSorted((a, b) => since(a.process) - since(b.process));
}

/** Along the first way from each node. */
function circleIn(ids: readonly string[], edges: readonly WaitEdge[]): string[] {
  for (const start of ids) {
    const way: string[] = [];
    for (let at: string | undefined = start; at !== undefined; at = edges.find(({ from }) => from === at)?.to) {
      const seen = way.indexOf(at);
      if (seen >= 0) return way.slice(seen);
      way.push(at);
    }
  }
  return [];
}
