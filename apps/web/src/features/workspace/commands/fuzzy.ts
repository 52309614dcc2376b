/**
 * Fuzzy matching of a typed query with the words of a command. Pure.
 *
 * A term matches from the beginning of a word on; after a matched letter comes the next letter, another one of the same
 * word, or the beginning of a later word. So "gte" and "edit" find "Go to the editor", and "theme" does not.
 */

export interface Match {
  /** The smaller, the better; 0 for the beginning of the text. */
  readonly cost: number;
  /** Places of the matched letters in the text, ascending. */
  readonly places: readonly number[];
}

const LATER_WORD = 1;
const SKIPPED_LETTER = 2;
const NOT_FIRST_WORD = 0.5;

/** Every term of the query must match; null when one does not. An empty query matches everything. */
export function fuzzyMatch(query: string, text: string): Match | null {
  const places = new Set<number>();
  let cost = 0;
  for (const term of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const match = matchTerm(term, text.toLowerCase());
    if (match === null) return null;
    cost += match.cost;
    for (const place of match.places) places.add(place);
  }
  return { cost, places: [...places].sort((a, b) => a - b) };
}

function matchTerm(term: string, text: string): Match | null {
  const beginnings = wordBeginnings(text);
  let ways: Match[] = beginnings
    .filter((place) => text[place] === term[0])
    .map((place) => ({ cost: place === 0 ? 0 : NOT_FIRST_WORD, places: [place] }));
  for (const letter of term.slice(1)) {
    // Of all ways that end in the same place only the cheapest can be part of the best one.
    const best = new Map<number, Match>();
    for (const way of ways) {
      for (const [place, step] of nextPlaces(text, beginnings, way.places.at(-1) ?? 0)) {
        const cost = way.cost + step;
        if (text[place] !== letter || cost >= (best.get(place)?.cost ?? Number.POSITIVE_INFINITY)) continue;
        best.set(place, { cost, places: [...way.places, place] });
      }
    }
    ways = [...best.values()];
  }
  const most = SKIPPED_LETTER * term.length;
  return ways.filter(({ cost }) => cost <= most).sort((a, b) => a.cost - b.cost)[0] ?? null;
}

function wordBeginnings(text: string): number[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index);
}

/** Where the letter after the one at `at` may stand, and what that costs. */
function* nextPlaces(text: string, beginnings: readonly number[], at: number): Generator<readonly [number, number]> {
  for (let place = at + 1; place < text.length && /[\p{L}\p{N}]/u.test(text[place] ?? ''); place++) {
    yield [place, (place - at - 1) * SKIPPED_LETTER];
  }
  for (const place of beginnings) if (place > at + 1) yield [place, LATER_WORD];
}
