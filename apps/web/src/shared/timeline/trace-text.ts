/** A schedule as text, for a message or a note: a table that a fixed-width font keeps straight. Pure. */
import type { Trace } from '@lockstep/protocol';
import type { Crossing } from './crossing.ts';
import { changeWords, TEXT, TIMELINE } from './messages.ts';
import { holdersOf, nameOf } from './names.ts';

/** Steps that belong to the crossing have a `*` behind their number. */
export function traceText(trace: Trace, crossing: Crossing | null): string {
  const cells = trace.steps.map((step, at) => [
    `${at + 1}${crossing?.steps.includes(at) ? '*' : ''}`,
    TIMELINE.actor(nameOf(trace, step.actor.process), step.actor.feeder),
    step.text,
    step.line === null ? '' : String(step.line),
    changeWords(step) ?? '',
  ]);
  const waits = trace.waiting.map((waiting) => {
    const { names, self } = holdersOf(trace, waiting);
    const line = waiting.line === null ? '' : ` (${TIMELINE.line(waiting.line)})`;
    return `${nameOf(trace, waiting.process)} ${TIMELINE.waits(waiting.text, names, self)}${line}`;
  });
  return [
    ...table([TEXT.columns, ...cells]),
    '',
    `${trace.waiting.length > 0 ? TIMELINE.stuck : TIMELINE.ended} ${trace.outcome}`,
    ...waits,
    ...(crossing === null ? [] : [TEXT.marked]),
    `${TEXT.schedule}: ${trace.schedule}`,
    '',
  ].join('\n');
}

/** Columns as wide as their widest cell, the first one to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - [...cell].length);
        return column === 0 ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd(),
  );
}
