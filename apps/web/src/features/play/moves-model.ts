/** The moves of a position: a card for each choice, and for each process that waits. Pure. */
import type { Choice, Position } from '@lockstep/explorer';
import type { Waiting } from '@lockstep/protocol';

export type Move =
  | { readonly kind: 'choice'; readonly process: string; readonly choice: Choice }
  | { readonly kind: 'waiting'; readonly process: string; readonly waiting: Waiting };

/** In the order of the lanes, so that a process keeps its key while it waits. */
export function movesOf({ choices, waiting, trace }: Pick<Position, 'choices' | 'waiting' | 'trace'>): readonly Move[] {
  const place = (path: string): number => {
    const found = trace.processes.findIndex((process) => process.path === path);
    return found < 0 ? trace.processes.length : found;
  };
  const moves: Move[] = [
    ...choices.map((choice): Move => ({ kind: 'choice', process: processOf(choice), choice })),
    ...waiting.map((one): Move => ({ kind: 'waiting', process: one.process, waiting: one })),
  ];
  return moves.sort((a, b) => place(a.process) - place(b.process));
}

/** Who makes a choice: also where nothing is known of the step. */
export function processOf({ step, actor }: Choice): string {
  return step?.actor.process ?? /^[\d.]+/.exec(actor)?.[0] ?? actor;
}

/** The lines of the program where somebody goes on next, with who that is. */
export function nextLines(moves: readonly Move[]): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  for (const move of moves) {
    const line = move.kind === 'choice' ? move.choice.step?.line : move.waiting.line;
    if (line == null) continue;
    const there = found.get(line) ?? [];
    if (!there.includes(move.process)) found.set(line, [...there, move.process]);
  }
  return found;
}
