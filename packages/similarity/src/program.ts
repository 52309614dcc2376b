/** A program made ready to be compared. */
import { gramHashes, K_GRAM_TOKENS, winnow } from './fingerprints.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Fingerprints of one program that are kept, in the order of the text. Programs of a usual size have some dozens. */
export const MOST_FINGERPRINTS = 2_000;

/** The rest of a longer text is not looked at: texts that are no Python take a parser long. */
export const MOST_CHARACTERS = 16_384;

export interface Program {
  readonly tokens: readonly Token[];
  /** Of all k-grams. */
  readonly hashes: Int32Array;
  /** By fingerprint: the places of its k-grams among the tokens, in ascending order. */
  readonly fingerprints: ReadonlyMap<number, readonly number[]>;
  /** The place in the text, from 0, where each line begins. */
  readonly lineStarts: readonly number[];
}

/** Pure; linear in the length of the text. */
export function programOf(text: string): Program {
  const source = text.slice(0, MOST_CHARACTERS);
  const tokens = tokensOf(source);
  const hashes = gramHashes(tokens);
  const fingerprints = new Map<number, number[]>();
  for (const { hash, at } of winnow(hashes)) {
    const places = fingerprints.get(hash);
    if (places !== undefined) places.push(at);
    else if (fingerprints.size < MOST_FINGERPRINTS) fingerprints.set(hash, [at]);
  }
  const lineStarts = [0, ...Array.from(source.matchAll(/\r\n?|\n/g), ({ index, 0: end }) => index + end.length)];
  return { tokens, hashes, fingerprints, lineStarts };
}

/** What an exercise begins with: all of its k-grams, selected or not, since a longer program may select others of them. */
export function grams({ hashes }: Program): ReadonlySet<number> {
  return new Set(hashes);
}

/** For each token whether a k-gram that it is in is among `known`. */
export function coveredBy({ tokens, hashes }: Program, known: ReadonlySet<number>): readonly boolean[] {
  const covered = new Array<boolean>(tokens.length).fill(false);
  for (const [at, hash] of hashes.entries()) if (known.has(hash)) covered.fill(true, at, at + K_GRAM_TOKENS);
  return covered;
}

/** The line, from 1, of a place in the text. */
export function lineAt({ lineStarts }: Program, place: number): number {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= place) low = middle;
    else high = middle;
  }
  return low + 1;
}
