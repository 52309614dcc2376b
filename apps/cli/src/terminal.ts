/** Text for a terminal: tables and colours. Colour only where a person looks; the words say everything without it. */
import type { Verdict } from '@lockstep/protocol';

export type Tone = 'good' | 'bad' | 'warn' | 'plain' | 'faint';

const CODES: Record<Tone, string> = { good: '36', bad: '33', warn: '35', plain: '0', faint: '2' };

/** Paints text when `enabled`; blue-green and orange rather than green and red. */
export function painter(enabled: boolean): (tone: Tone, text: string) => string {
  return (tone, text) => (enabled && tone !== 'plain' ? `\u001b[${CODES[tone]}m${text}\u001b[0m` : text);
}

export function toneOf(verdict: Verdict): Tone {
  if (verdict === 'accepted') return 'good';
  return verdict === 'judge-error' ? 'warn' : 'bad';
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
  readonly right?: boolean;
}

/** Rows as aligned columns, two spaces apart. Cells hold no line breaks: they are replaced by a mark. */
export function table(rows: readonly (readonly Cell[])[], paint: (tone: Tone, text: string) => string): string {
  const clean = rows.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) })));
  const widths: number[] = [];
  for (const row of clean) {
    for (const [column, { text }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, text.length);
  }
  return clean
    .map((row) =>
      row
        .map(({ text, tone, right }, column) => {
          const width = widths[column] ?? 0;
          const last = column === row.length - 1;
          const padded = right === true ? text.padStart(width) : last ? text : text.padEnd(width);
          return paint(tone ?? 'plain', padded);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A candidate's text must not steer the terminal. */
export function printable(text: string): string {
  return [...text].map((char) => (isControl(char) ? '·' : char)).join('');
}

export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function isControl(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 32 || (code >= 127 && code < 160);
}

export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms).toLocaleString('en')} ms`;
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
