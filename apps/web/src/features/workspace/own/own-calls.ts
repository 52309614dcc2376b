/** Calls of one's own to an exercise, kept in this browser: newest first, each once. Pure but for the store. */
import type { ExerciseView } from '@lockstep/protocol';
import { z } from 'zod';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';

const KEPT = 5;

/** As the API bounds it. */
export const CALL_LETTERS = 2000;

const keyOf = (slug: string) => `lockstep:own:${slug}`;

/** None where none are kept or they are not readable. */
export function readOwnCalls(store: KeyValueStore, slug: string): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(store.get(keyOf(slug)) ?? ''));
  } catch {
    return [];
  }
}

export function keepOwnCall(store: KeyValueStore, slug: string, call: string): void {
  const others = readOwnCalls(store, slug).filter((kept) => kept !== call);
  store.set(keyOf(slug), JSON.stringify([call, ...others].slice(0, KEPT)));
}

/** What may be run: the visitor's calls, then those of the samples that are none of them. */
export function suggestedCalls(
  kept: readonly string[],
  exercise: Pick<ExerciseView, 'samples'>,
): readonly { readonly call: string; readonly from: 'own' | 'sample' }[] {
  const samples = exercise.samples.map(({ call }) => call).filter((call) => !kept.includes(call));
  return [
    ...kept.map((call) => ({ call, from: 'own' as const })),
    ...[...new Set(samples)].map((call) => ({ call, from: 'sample' as const })),
  ];
}

/** What the field holds at first: the last call, else that of the first sample, else the bare entry. */
export function firstCall(kept: readonly string[], exercise: Pick<ExerciseView, 'samples' | 'signature'>): string {
  return kept[0] ?? exercise.samples[0]?.call ?? `${entryOf(exercise.signature)}()`;
}

/** `count` of `def count(n_procs: int) -> int`. */
function entryOf(signature: string): string {
  return /^\s*(?:async\s+)?def\s+(\w+)/.exec(signature)?.[1] ?? '';
}
