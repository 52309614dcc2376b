/** A line of a diff with the colours of its code: where a piece or a coloured part ends, a new one begins. Pure. */
import type { Piece } from './line-diff.ts';

/** A part of a line and the class that colours it; empty for plain text. */
export interface Paint {
  readonly text: string;
  readonly look: string;
}

export interface PaintedPiece extends Piece {
  readonly look: string;
}

/** `paints` of the same line; where their texts differ, the pieces stay as they are. */
export function paintedPieces(pieces: readonly Piece[], paints: readonly Paint[]): PaintedPiece[] {
  const plain = pieces.map((piece) => ({ ...piece, look: '' }));
  if (textOf(pieces) !== textOf(paints)) return plain;
  const painted: PaintedPiece[] = [];
  let paint = 0;
  let used = 0;
  for (const { text, changed } of pieces) {
    for (let from = 0; from < text.length; ) {
      const { text: whole, look } = paints[paint] ?? { text: '', look: '' };
      const length = Math.min(text.length - from, whole.length - used);
      if (length > 0) painted.push({ text: text.slice(from, from + length), changed, look });
      from += length;
      used += length;
      if (used === whole.length) {
        paint += 1;
        used = 0;
      }
    }
  }
  return painted;
}

function textOf(parts: readonly { readonly text: string }[]): string {
  return parts.map(({ text }) => text).join('');
}
