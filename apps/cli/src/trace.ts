/** A finding and its schedules for a terminal. */
import type { Finding, Trace } from '@lockstep/protocol';
import { type Cell, type painter, printable, table } from './terminal.ts';

type Paint = ReturnType<typeof painter>;

/** `replay`: the command that plays a schedule again, without the schedule. */
export function findingLines(finding: Finding, replay: string, paint: Paint): string[] {
  const { failing, passing, expected, got, verdict, call, sentence } = finding;
  const lines = [
    paint('bad', `${verdict} in ${call}`),
    printable(sentence),
    ...(expected === null ? [] : [`expected: ${printable(expected)}`]),
    ...(got === null ? [] : [`got:      ${printable(got)}`]),
    '',
    `The failing schedule (${preemptions(failing)}):`,
    ...traceLines(failing, new Set(finding.unordered), paint),
    '',
    paint('faint', `play it again: ${replay} '${failing.schedule}'`),
  ];
  if (passing !== null) {
    lines.push(paint('faint', `a passing one:  ${replay} '${passing.schedule}'  (${printable(passing.outcome)})`));
  }
  return lines;
}

/** One line for each step; steps that nothing ordered are marked with `>`, a switch away from one that could go on with `*`. */
export function traceLines(trace: Trace, marked: ReadonlySet<number>, paint: Paint): string[] {
  const nameOf = (path: string): string => trace.processes.find((process) => process.path === path)?.name ?? path;
  const rows = trace.steps.map((step, index): Cell[] => {
    const name = `${nameOf(step.actor.process)}${step.actor.feeder ? ' (feeder)' : ''}`;
    const changed = step.before !== step.after && step.after !== null;
    return [
      { text: marked.has(index) ? '>' : step.preemption ? '*' : '', tone: 'warn' },
      { text: String(index + 1), tone: 'faint', right: true },
      { text: step.line === null ? '' : `line ${step.line}`, tone: 'faint' },
      { text: name, tone: marked.has(index) ? 'bad' : 'plain' },
      { text: step.text, tone: marked.has(index) ? 'bad' : 'plain' },
      { text: changed ? `${step.object ?? ''}: ${step.before ?? ''} -> ${step.after}` : '', tone: 'faint' },
    ];
  });
  const lines = rows.length === 0 ? [] : table(rows, paint).split('\n');
  for (const { process, text, heldBy } of trace.waiting) {
    const held =
      heldBy.length === 0 || text.startsWith('waits for the end') ? '' : `, held by ${heldBy.map(nameOf).join(', ')}`;
    lines.push(paint('warn', `   ${printable(nameOf(process))} ${printable(text)}${printable(held)}`));
  }
  if (trace.outcome !== '') lines.push(`   => ${printable(trace.outcome)}`);
  return lines;
}

function preemptions({ preemptions: count, steps }: Trace): string {
  return `${steps.length} steps, ${count === 1 ? '1 preemption' : `${count} preemptions`}`;
}
