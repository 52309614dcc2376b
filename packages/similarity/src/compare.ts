/** How much of one program is found in another, and where. What the exercise begins with counts for nothing. */
import { K_GRAM_TOKENS } from './fingerprints.ts';
import { coveredBy, grams, lineAt, type Program } from './program.ts';

/** With fewer fingerprints of its own a program says too little to be compared. */
export const FEWEST_FINGERPRINTS = 8;

/** Lines from 1, both ends included. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

export interface Alike {
  /** The share of the fingerprints of `own` that `other` has, too, from 0 to 1; 0 when `own` has none. */
  readonly share: number;
  /** The other way round. */
  readonly shareBack: number;
  /** Pieces that are alike, in the order of `own`: no token of it is in two of them. */
  readonly ranges: readonly { readonly own: Lines; readonly other: Lines }[];
}

const MOST_RANGES = 200;
/** Places of one fingerprint in the other program that are tried: the longest piece is taken. */
const MOST_PLACES = 8;

/** The distinct fingerprints of a program, in ascending order: signed 32-bit numbers. Pure. */
export function fingerprintsOf({ fingerprints }: Program): number[] {
  return [...fingerprints.keys()].sort((a, b) => a - b);
}

/** Those that do not come with the exercise. Pure. */
export function ownFingerprints(program: Program, starter: Program): number[] {
  const given = grams(starter);
  return fingerprintsOf(program).filter((hash) => !given.has(hash));
}

/**
 * Compares two programs. A hint and never a proof: programs that do the same little thing are alike. Pure; linear in the
 * lengths of the texts.
 */
export function compare(own: Program, other: Program, starter: Program): Alike {
  const given = grams(starter);
  return {
    share: shareOf(own, other, given),
    shareBack: shareOf(other, own, given),
    ranges: rangesOf(own, other, given),
  };
}

function shareOf(a: Program, b: Program, given: ReadonlySet<number>): number {
  const mine = [...a.fingerprints.keys()].filter((hash) => !given.has(hash));
  return mine.length === 0 ? 0 : mine.filter((hash) => b.fingerprints.has(hash)).length / mine.length;
}

/** Tokens `from` to `to` of one program (`to` not included), and where the same begin in the other. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly other: number;
}

function rangesOf(a: Program, b: Program, given: ReadonlySet<number>): Alike['ranges'] {
  const isGiven = coveredBy(a, given);
  const starts = [...a.fingerprints]
    .filter(([hash]) => !given.has(hash) && b.fingerprints.has(hash))
    .flatMap(([hash, places]) => places.map((at) => ({ hash, at })))
    .sort((one, two) => one.at - two.at);
  const ranges: { own: Lines; other: Lines }[] = [];
  let end = 0;
  for (const { hash, at } of starts) {
    if (at < end) continue;
    const [piece] = (b.fingerprints.get(hash) ?? [])
      .slice(0, MOST_PLACES)
      .flatMap((place) => extended(a, b, at, place, end, isGiven) ?? [])
      .sort((one, two) => two.to - two.from - (one.to - one.from) || one.other - two.other);
    if (piece === undefined) continue;
    end = piece.to;
    add(ranges, linesOf(a, piece.from, piece.to), linesOf(b, piece.other, piece.other + piece.to - piece.from));
    if (ranges.length === MOST_RANGES) break;
  }
  return ranges;
}

/** The longest piece around a k-gram that both have: to the left down to `least`, on both sides up to what comes with the exercise. */
function extended(
  a: Program,
  b: Program,
  at: number,
  place: number,
  least: number,
  isGiven: readonly boolean[],
): Piece | null {
  const same = (shift: number): boolean => a.tokens[at + shift]?.kind === b.tokens[place + shift]?.kind;
  // Equal hashes of unequal k-grams are possible.
  for (let shift = 0; shift < K_GRAM_TOKENS; shift++) if (!same(shift)) return null;
  let left = 0;
  while (at + left > least && place + left > 0 && isGiven[at + left - 1] === false && same(left - 1)) left--;
  let right = K_GRAM_TOKENS;
  while (
    at + right < a.tokens.length &&
    place + right < b.tokens.length &&
    isGiven[at + right] === false &&
    same(right)
  )
    right++;
  return { from: at + left, to: at + right, other: place + left };
}

function linesOf(program: Program, from: number, to: number): Lines {
  const [first, last] = [program.tokens[from], program.tokens[to - 1]];
  return { from: lineAt(program, first?.from ?? 0), to: lineAt(program, Math.max(0, (last?.to ?? 1) - 1)) };
}

/** Pieces that follow one another in both programs become one. */
function add(ranges: { own: Lines; other: Lines }[], own: Lines, other: Lines): void {
  const last = ranges.at(-1);
  const follows =
    last !== undefined &&
    own.from <= last.own.to + 1 &&
    other.from >= last.other.from &&
    other.from <= last.other.to + 1;
  if (!follows) {
    ranges.push({ own, other });
    return;
  }
  ranges[ranges.length - 1] = {
    own: { from: last.own.from, to: Math.max(last.own.to, own.to) },
    other: { from: last.other.from, to: Math.max(last.other.to, other.to) },
  };
}
