/**
 * Whether the program is what the search took it for: a function of its responses. Histories are evaluated anew, in new
 * executors, and must give the same announcements; merged histories are followed on and must go the same way.
 */
import type { Announcement, Response } from '@lockstep/protocol';
import type { Histories } from './program/histories.ts';
import { type Answer, type PointRef, ProgramFault, type Question } from './program/source.ts';
import type { Machine } from './world/machine.ts';

export interface Audited {
  readonly histories: number;
  readonly merges: number;
}

/** Checks up to `limit` histories and as many merges, evenly chosen. Throws ProgramFault (nondeterministic). */
export async function audit(machine: Machine, histories: Histories, limit: number): Promise<Audited> {
  const nodes: number[] = [];
  // The ends of histories cover all that lead to them.
  for (let node = 1; node <= histories.size; node++) {
    if ((histories.parents[node] as number) !== 0 && histories.edgesOf(node).length === 0) nodes.push(node);
  }
  const chosen = evenly(nodes, limit);
  const again = chosen.map(
    (node): Question => ({
      kind: 'again',
      at: histories.refs[histories.parents[node] as number] as number,
      response: responseInto(machine, histories, node),
    }),
  );
  const answers = again.length === 0 ? [] : await histories.ask(again);
  for (const [index, node] of chosen.entries()) {
    const announced = answers[index]?.points[0]?.announcement;
    if (!same(announced, histories.announcements[node])) {
      throw new ProgramFault(
        'nondeterministic',
        `process ${pathOf(machine, histories, node)} did something else when the same history was run again`,
      );
    }
  }
  const merges = (await auditMerges(machine, histories, limit)) + (await auditShares(machine, histories, limit));
  return { histories: chosen.length, merges };
}

/** Operations that a merged history is followed on; a difference in the local state may show late. */
const FOLLOWED = 24;

/** A merged history that is followed on, and the node that stands for where it is. */
interface Followed {
  readonly ref: PointRef;
  readonly stands: number;
  /** What its executor announced already: it went on by itself. */
  readonly ahead: readonly Answer['points'][number][];
}

/**
 * Follows merged histories and those that stand for them side by side, along what is known of the latter. Returns how
 * many steps were compared.
 */
function auditMerges(machine: Machine, histories: Histories, limit: number): Promise<number> {
  const followed = evenly(histories.merged, limit).map((node) => ({
    ref: histories.refs[node] as PointRef,
    stands: histories.target(histories.edgesInto[node] as number),
    ahead: [],
  }));
  return follow(machine, histories, followed, true);
}

/** The same for children that share a trie: they are evaluated for themselves. */
async function auditShares(machine: Machine, histories: Histories, limit: number): Promise<number> {
  const starts = evenly(histories.sharedStarts(), limit);
  if (starts.length === 0) return 0;
  const answers = await histories.ask(
    starts.map(({ node }): Question => ({ kind: 'child', at: histories.refs[node] as PointRef })),
  );
  const followed = starts.flatMap(({ first }, index): Followed[] => {
    const [point, ...ahead] = answers[index]?.points ?? [];
    return point === undefined ? [] : [{ ref: point.ref, stands: first, ahead }];
  });
  return follow(machine, histories, followed, false);
}

/** `keyed`: the keys have to be the same too; those of like children tell who they are. */
async function follow(
  machine: Machine,
  histories: Histories,
  from: readonly Followed[],
  keyed: boolean,
): Promise<number> {
  let followed = from;
  let compared = 0;
  for (let depth = 0; depth < FOLLOWED && followed.length > 0; depth++) {
    const steps = followed.flatMap((one) => {
      const edge = edgeOn(machine, histories, one);
      return edge === undefined ? [] : [{ ...one, edge }];
    });
    const asked = steps.filter(({ ahead }) => ahead.length === 0);
    const questions = asked.map(({ ref, edge }): Question => {
      const response = machine.responses.value(histories.edgeResponses[edge] as number);
      return { kind: 'respond', at: ref, response };
    });
    const answers = questions.length === 0 ? [] : await histories.ask(questions);
    followed = steps.map((step) => {
      const [point, ...ahead] = step.ahead.length > 0 ? step.ahead : (answers[asked.indexOf(step)]?.points ?? []);
      const expected = histories.announcements[histories.rawTarget(step.edge)] as Announcement;
      const other = point?.announcement;
      if (
        point === undefined ||
        (keyed && other?.key !== expected.key) ||
        JSON.stringify(other?.operation) !== JSON.stringify(expected.operation)
      ) {
        throw new ProgramFault('nondeterministic', 'two histories that were vouched to be equal went different ways');
      }
      compared += 1;
      return { ref: point.ref, stands: histories.target(step.edge), ahead };
    });
  }
  return compared;
}

/** A known edge on from where a merged history is: by the response that its executor took as sure, if it did. */
function edgeOn(machine: Machine, histories: Histories, { stands, ahead }: Followed): number | undefined {
  const edges = histories.edgesOf(stands);
  if (ahead.length === 0) return edges[0];
  const sure = machine.value(histories.announcements[stands]?.sure ?? null);
  return edges.find((edge) => histories.edgeResponses[edge] === sure);
}

function responseInto(machine: Machine, histories: Histories, node: number): Response {
  return machine.responses.value(histories.edgeResponses[histories.edgesInto[node] as number] as number);
}

function pathOf(machine: Machine, histories: Histories, node: number): string {
  return machine.layout.tasks[histories.tasks[node] as number]?.path ?? '';
}

function same(a: Announcement | undefined, b: Announcement | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** Up to `limit` items, spread over all. */
function evenly<T>(items: readonly T[], limit: number): T[] {
  if (items.length <= limit) return [...items];
  return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)] as T);
}
