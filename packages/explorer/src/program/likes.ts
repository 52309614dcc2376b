/**
 * Children that do the same but for who they are: they share one trie of histories, which is evaluated for the first of
 * them. That ends when the trie turns out to hold what belongs to one process: its objects, buffers, children.
 */
import type { Announcement, Operation } from '@lockstep/protocol';

/** Thrown when children turned out not to be alike: searches must begin anew. */
export class SharingEnded extends Error {
  override readonly name = 'SharingEnded';
}

/** Does something anew when processes that were taken to be alike turn out not to be. */
export async function again<T>(search: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await search();
    } catch (error) {
      if (!(error instanceof SharingEnded)) throw error;
    }
  }
}

/** What a process does with what only it has. */
const OF_ONE_PROCESS: ReadonlySet<Operation['kind']> = new Set([
  ...(['put', 'join-feeder', 'cancel-join', 'start', 'join', 'alive', 'exit-code', 'terminate', 'abandon'] as const),
  ...(['wait-ready', 'result'] as const),
]);

/** A child as it begins: the edge to its first node, that node, its task. */
export interface Beginning {
  readonly edge: number;
  readonly node: number;
  readonly task: number;
}

export class Likes {
  readonly #firstOf = new Map<string, Beginning>();
  /** For each that is not the first of its role: the first. */
  readonly #shared = new Map<Beginning, Beginning>();
  readonly #byEdge = new Map<number, Beginning>();
  /** First nodes of tries that hold what belongs to one process. */
  readonly #apart = new Set<number>();

  /** `role`: with the parent's; `alike`: whether two begin in the same way. */
  add(child: Beginning, role: string, alike: (other: Beginning) => boolean): void {
    const first = this.#firstOf.get(role);
    if (first === undefined) this.#firstOf.set(role, child);
    else if (alike(first)) {
      this.#shared.set(child, first);
      this.#byEdge.set(child.edge, child);
    }
  }

  /** The edge in place of a child's own first one. */
  edgeFor(edge: number): number {
    const child = this.#byEdge.get(edge);
    const first = child === undefined ? undefined : this.#shared.get(child);
    return first === undefined || this.#apart.has(first.node) ? edge : first.edge;
  }

  /** For each task that goes through another one's trie, that other task. */
  tasks(): Map<number, number> {
    return new Map(
      [...this.#shared].flatMap(([{ task }, first]) => (this.#apart.has(first.node) ? [] : [[task, first.task]])),
    );
  }

  /** Looks at what the trie with this first node holds. False when others went through it and may no longer. */
  admits(root: number, { creations, effects = [], operation }: Announcement): boolean {
    const own = creations !== undefined || effects.some(({ kind }) => kind !== 'blob');
    if ((!own && !OF_ONE_PROCESS.has(operation.kind)) || this.#apart.has(root)) return true;
    this.#apart.add(root);
    return ![...this.#shared.values()].some(({ node }) => node === root);
  }
}
