/** What a change did, measured before and after it. A sign says what the colour says. */
import type { Attempt } from '@lockstep/protocol';
import { useMemo } from 'react';
import { Icon } from '../ui/icon.tsx';
import { type Cell, measuredRows } from './measured-rows.ts';
import { MEASURED } from './messages.ts';

export function MeasuredTable(props: {
  readonly older: Attempt | null;
  readonly newer: Attempt;
  readonly names: { readonly older: string; readonly newer: string };
  /** They are attempts of different candidates. */
  readonly apart: boolean;
}) {
  const { older, newer, names } = props;
  const title = props.apart ? MEASURED.titleApart : MEASURED.title;
  const rows = useMemo(() => measuredRows(older, newer), [older, newer]);
  if (rows.length === 0) return null;
  return (
    <section className="attempt-measured" aria-label={title}>
      <h3>{title}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{MEASURED.measured}</th>
            {older === null ? null : (
              <th scope="col" className="number">
                {names.older}
              </th>
            )}
            <th scope="col" className="number">
              {names.newer}
            </th>
          </tr>
        </thead>
        <tbody className="small">
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {older === null ? null : <Measured cell={row.older} />}
              <Measured cell={row.newer} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Measured({ cell }: { readonly cell: Cell | null }) {
  if (cell === null) return <td className="number ink3">{MEASURED.nothing}</td>;
  if (cell.right === null) return <td className="number">{cell.text}</td>;
  return (
    <td className={`number ${cell.right ? 'ink-good' : 'ink-bad'}`}>
      <Icon name={cell.right ? 'check' : 'x'} small />
      <span className="sr">{cell.right ? MEASURED.right : MEASURED.wrong}: </span>
      {cell.text}
    </td>
  );
}
