/** The rows of a diff as a table: in one column of code, or the versions beside each other. Signs say what colours say. */
import { useState } from 'react';
import type { DiffRow, Layout } from './diff-rows.ts';
import type { DiffLine } from './line-diff.ts';
import { DIFF } from './messages.ts';
import { type Paint, paintedPieces } from './painted-pieces.ts';
import './diff.css';

/** So many rows at first, and again with each press of the button below them. */
const ROWS_AT_ONCE = 1500;

const UNIFIED_COLUMNS = [
  { key: 'a', look: 'diff-number' },
  { key: 'b', look: 'diff-number' },
  { key: 'sign', look: 'diff-sign' },
  { key: 'code', look: '' },
] as const;

const BESIDE_COLUMNS = [
  { key: 'a', look: 'diff-number' },
  { key: 'a-sign', look: 'diff-sign' },
  { key: 'a-code', look: '' },
  { key: 'b', look: 'diff-number' },
  { key: 'b-sign', look: 'diff-sign' },
  { key: 'b-code', look: '' },
] as const;

type PaintedLines = readonly (readonly Paint[])[];

export interface Paints {
  readonly older: PaintedLines;
  readonly newer: PaintedLines;
}

interface TableProps {
  readonly rows: readonly DiffRow[];
  readonly layout: Layout;
  /** What the two versions are called. */
  readonly names: { readonly older: string; readonly newer: string };
  /** Colours of each version's lines, from the first. */
  readonly paints?: Paints;
  /** The change that was stepped to. */
  readonly at: number | null;
  readonly onOpen: (from: number) => void;
}

export function DiffTable(props: TableProps) {
  const { rows, layout, names, at, paints } = props;
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const rest = rows.length - most;
  const columns = (layout === 'unified' ? UNIFIED_COLUMNS : BESIDE_COLUMNS).length;
  return (
    <table className={`diff diff-${layout}`}>
      <colgroup>
        {(layout === 'unified' ? UNIFIED_COLUMNS : BESIDE_COLUMNS).map(({ key, look }) => (
          <col key={key} className={look} />
        ))}
      </colgroup>
      <thead>
        {layout === 'unified' ? (
          <tr className="sr">
            <th scope="col">{DIFF.oldLine}</th>
            <th scope="col">{DIFF.newLine}</th>
            <th scope="col">{DIFF.sign}</th>
            <th scope="col">{DIFF.code}</th>
          </tr>
        ) : (
          <tr>
            <th scope="colgroup" colSpan={3}>
              {names.older}
            </th>
            <th scope="colgroup" colSpan={3} className="diff-second">
              {names.newer}
            </th>
          </tr>
        )}
      </thead>
      <tbody>
        {rows.slice(0, most).map((row, index) =>
          row.kind === 'fold' ? (
            <tr className="diff-fold" key={`fold-${row.from}`}>
              <td colSpan={columns}>
                <button type="button" onClick={() => props.onOpen(row.from)}>
                  {DIFF.unchanged(row.lines)}
                </button>
              </td>
            </tr>
          ) : (
            <tr
              key={`${row.a?.number ?? ''} ${row.b?.number ?? ''}`}
              data-change={isFirstOf(rows, index) ? row.change : undefined}
              className={row.change !== null && row.change === at ? 'diff-at' : undefined}
            >
              {layout === 'unified' ? (
                <UnifiedCells a={row.a} b={row.b} paints={paints} />
              ) : (
                <>
                  <Side line={row.a} change={row.change === null ? null : 'removed'} paints={paints?.older} />
                  <Side line={row.b} change={row.change === null ? null : 'added'} paints={paints?.newer} second />
                </>
              )}
            </tr>
          ),
        )}
        {rest > 0 ? (
          <tr className="diff-fold">
            <td colSpan={columns}>
              <button type="button" onClick={() => setMost(most + ROWS_AT_ONCE)}>
                {DIFF.moreRows(Math.min(rest, ROWS_AT_ONCE))}
              </button>
            </td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

function isFirstOf(rows: readonly DiffRow[], index: number): boolean {
  const [before, row] = [rows[index - 1], rows[index]];
  if (row?.kind !== 'line' || row.change === null) return false;
  return before?.kind !== 'line' || before.change !== row.change;
}

type LineChange = 'added' | 'removed' | null;

function UnifiedCells(props: {
  readonly a: DiffLine | null;
  readonly b: DiffLine | null;
  readonly paints: Paints | undefined;
}) {
  const { a, b, paints } = props;
  const change: LineChange = b === null ? 'removed' : a === null ? 'added' : null;
  const look = change === null ? '' : ` diff-${change}`;
  return (
    <>
      <td className={`diff-number${look}`}>{a?.number}</td>
      <td className={`diff-number${look}`}>{b?.number}</td>
      <td className={`diff-sign${look}`}>
        <Sign change={change} />
      </td>
      <td className={`diff-code${look}`}>
        <Pieces line={b ?? a} paints={b === null ? paints?.older : paints?.newer} />
      </td>
    </>
  );
}

function Side(props: {
  readonly line: DiffLine | null;
  readonly change: LineChange;
  readonly paints: PaintedLines | undefined;
  /** At the right, behind the line that divides the two. */
  readonly second?: boolean;
}) {
  const { line, change } = props;
  const place = props.second ? ' diff-second' : '';
  if (line === null) return <td className={`diff-none${place}`} colSpan={3} />;
  const look = change === null ? '' : ` diff-${change}`;
  return (
    <>
      <td className={`diff-number${look}${place}`}>{line.number}</td>
      <td className={`diff-sign${look}`}>
        <Sign change={change} />
      </td>
      <td className={`diff-code${look}`}>
        <Pieces line={line} paints={props.paints} />
      </td>
    </>
  );
}

function Sign({ change }: { readonly change: LineChange }) {
  if (change === null) return null;
  return (
    <>
      <span aria-hidden="true">{change === 'added' ? '+' : '−'}</span>
      <span className="sr">{DIFF[change]}</span>
    </>
  );
}

function Pieces({ line, paints }: { readonly line: DiffLine | null; readonly paints: PaintedLines | undefined }) {
  if (line === null) return null;
  let from = 0;
  return paintedPieces(line.pieces, paints?.[line.number - 1] ?? []).map(({ text, changed, look }) => {
    const key = from;
    from += text.length;
    if (changed) {
      return (
        <mark key={key} className={look}>
          {text}
        </mark>
      );
    }
    return look === '' ? (
      text
    ) : (
      <span key={key} className={look}>
        {text}
      </span>
    );
  });
}
