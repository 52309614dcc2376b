/** All mutants of a program: each has one mistake. */
import { OPERATORS, type OperatorName } from './operators.ts';
import { edited, Tree } from './tree.ts';

export interface Mutant {
  readonly operator: OperatorName;
  /** Line of the original where the mistake is, from 1. */
  readonly line: number;
  readonly source: string;
}

/** In the order of operators, then of places; no two are the same text. Empty when the source cannot be parsed. */
export function mutantsOf(source: string): Mutant[] {
  return [...eachMutant(source)];
}

/** As `mutantsOf`, one by one: each costs parsing the program once, which takes milliseconds for a long one. */
export function* eachMutant(source: string): Generator<Mutant, void> {
  const tree = new Tree(source);
  if (tree.broken) return;
  const seen = new Set([source]);
  for (const [operator, mistakes] of Object.entries(OPERATORS)) {
    for (const { at, edits } of mistakes(tree)) {
      const text = edited(source, edits);
      if (seen.has(text) || new Tree(text).broken) continue;
      seen.add(text);
      yield { operator: operator as OperatorName, line: tree.line(at), source: text };
    }
  }
}
