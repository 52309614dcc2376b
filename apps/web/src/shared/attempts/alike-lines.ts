/** Which lines of two programs are alike, part by part. Pure. */
import type { SimilarSubmission } from '@lockstep/protocol';

type Range = SimilarSubmission['ranges'][number];
export type Side = 'own' | 'other';

/** A part that both have; `letter` names it in both. */
export interface AlikePart extends Range {
  readonly letter: string;
}

/** In the order of the lines of the asked program. */
export function alikeParts(ranges: readonly Range[]): AlikePart[] {
  return ranges.map((range, index) => ({ ...range, letter: letterOf(index) }));
}

export interface AlikeLine {
  /** Parts that begin with this line. */
  readonly begins: readonly string[];
  /** Parts that have it, of which there may be several. */
  readonly parts: readonly string[];
}

/** By the number of a line, from 1, on one side; lines that no part has are not there. */
export function alikeLines(parts: readonly AlikePart[], side: Side): ReadonlyMap<number, AlikeLine> {
  const lines = new Map<number, AlikeLine>();
  for (const part of parts) {
    const { from, to } = part[side];
    for (let line = from; line <= to; line++) {
      const before = lines.get(line) ?? { begins: [], parts: [] };
      lines.set(line, {
        begins: line === from ? [...before.begins, part.letter] : before.begins,
        parts: [...before.parts, part.letter],
      });
    }
  }
  return lines;
}

/** A to Z, then AA to AZ, and so on. */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}
