/**
 * Fingerprints of a program by winnowing: S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: Local Algorithms for Document
 * Fingerprinting", SIGMOD 2003, section 3, Definition 1: in each window of hashes the smallest is selected, of equal ones the
 * rightmost; all selected ones are the fingerprints.
 *
 * The guarantee of section 3, with tokens in place of characters: of what two programs have in common in one piece of at least
 * GUARANTEED_TOKENS tokens, at least one fingerprint is in both, and no piece shorter than K_GRAM_TOKENS is ever noticed.
 * Deviations: hashes are 32-bit FNV-1a over whole tokens, not Karp-Rabin (programs are short); a program shorter than a window
 * has the smallest hash of what there is.
 */
import type { Token } from './tokens.ts';

/** The noise threshold k: so many tokens are hashed together. About a line and a half. */
export const K_GRAM_TOKENS = 8;

/** The window w: of so many hashes in a row one is selected at least. */
export const WINDOW_HASHES = 5;

/** The guarantee threshold t = w + k - 1. */
export const GUARANTEED_TOKENS = WINDOW_HASHES + K_GRAM_TOKENS - 1;

/** A hash and where its first token is among the tokens, from 0. */
export interface Fingerprint {
  readonly hash: number;
  readonly at: number;
}

/** Hashes of all k-grams, in the order of the tokens: signed 32-bit numbers. Empty when there are fewer than k tokens. */
export function gramHashes(tokens: readonly Token[]): Int32Array {
  const count = Math.max(0, tokens.length - K_GRAM_TOKENS + 1);
  const words = Int32Array.from(tokens, ({ kind }) => hashOf(kind));
  const hashes = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    let hash = FNV_OFFSET;
    for (let i = at; i < at + K_GRAM_TOKENS; i++) {
      const word = words[i] ?? 0;
      for (let shift = 0; shift < 32; shift += 8) hash = Math.imul(hash ^ ((word >>> shift) & 0xff), FNV_PRIME);
    }
    hashes[at] = hash;
  }
  return hashes;
}

/** The selected hashes with their places, in the order of the tokens; a hash may come at several places. Pure. */
export function winnow(hashes: Int32Array): Fingerprint[] {
  const selected: Fingerprint[] = [];
  const last = Math.max(0, hashes.length - WINDOW_HASHES);
  for (let from = 0; from <= last && from < hashes.length; from++) {
    let at = from;
    for (let i = from; i < Math.min(from + WINDOW_HASHES, hashes.length); i++) {
      if ((hashes[i] ?? 0) <= (hashes[at] ?? 0)) at = i;
    }
    if (selected.at(-1)?.at !== at) selected.push({ hash: hashes[at] ?? 0, at });
  }
  return selected;
}

const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;

function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), FNV_PRIME);
    hash = Math.imul(hash ^ (unit >>> 8), FNV_PRIME);
  }
  return hash;
}
