/** Words of a timeline. Loaded with it. */
import type { TraceStep } from '@lockstep/protocol';
import { plural } from '../format.ts';

export const TIMELINE = {
  summary: (steps: number, preemptions: number) =>
    `${plural(steps, 'step')}, ${preemptions === 0 ? 'no preemption' : plural(preemptions, 'preemption')}`,
  processes: 'Processes',
  steps: (which: string) => `${which}, step by step. Arrow keys step.`,
  first: 'First step',
  previous: 'Previous step',
  next: 'Next step',
  last: 'Last step',
  play: 'Play',
  pause: 'Pause',
  slider: 'Step',
  place: (at: number, of: number) => `Step ${at} of ${of}`,
  line: (line: number) => `line ${line}`,
  goToLine: (line: number) => `Go to line ${line}`,
  actor: (name: string, feeder: boolean) => (feeder ? `${name} feeder` : name),
  unordered: 'unordered',
  unorderedWith: (other: number | null) =>
    other === null
      ? 'Nothing orders this step: it could have come earlier or later.'
      : `Nothing orders this step and step ${other}: they can come in either order.`,
  switched: 'switch',
  switchedFrom: (name: string | null) => `Preemption: ${name ?? 'the process before'} could have gone on.`,
  holds: (holder: string, object: string) => `${holder} holds ${object}`,
  noLocks: 'No lock is held.',
  fold: (name: string, count: number) => `${name}: ${count} more steps`,
  foldOthers: (count: number) => `${plural(count, 'step')} of others`,
  holdsValue: (value: string) => `holds ${value}`,
  stuck: 'Nobody can go on.',
  ended: 'The end.',
  waiting: 'Who waits for ever',
  waits: (text: string, holders: readonly string[], self: boolean) =>
    holders.length === 0 ? text : `${text}, ${self ? 'which it holds itself' : `held by ${holders.join(' and ')}`}`,
} as const;

export const WAITS = {
  circle: 'A closed circle of waits',
  chain: 'Who waits for what',
  closed: 'A closed circle:',
  closedText: 'no one can go on',
  waits: 'waits for',
  held: 'is held by',
  notes: { ended: 'has ended', nobody: 'nobody can act on it', stuck: 'cannot go on' },
} as const;

/** Of a schedule that is taken along. */
export const TEXT = {
  columns: ['step', 'process', 'operation', 'line', 'value'],
  marked: 'Steps with a * made it fail.',
  schedule: 'Schedule',
  svgTitle: (steps: number, outcome: string) => `A schedule of ${plural(steps, 'step')}: ${outcome}`,
} as const;

export const COPY = {
  command: 'Copy replay command',
  commandName: 'Replay command',
  copied: 'Copied',
  refused: 'The browser refused to copy. Select it here:',
} as const;

/** `0 → 1`; null where nothing changed. */
export function changeWords({ before, after }: TraceStep): string | null {
  return before === null || after === null || before === after ? null : `${before} → ${after}`;
}
