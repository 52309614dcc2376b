/** A step in a word or two, for columns that have no room for a sentence. Pure. */
import type { TraceStep } from '@lockstep/protocol';
import { seen } from './crossing.ts';
import { changeWords } from './messages.ts';

const WORDS: Readonly<Record<string, string>> = {
  'memory-read': 'read',
  'memory-write': 'write',
  receive: 'receive',
  'queue-empty': 'empty?',
  'queue-full': 'full?',
  'queue-size': 'size?',
  'queue-join': 'join',
  'task-done': 'done',
  'event-is-set': 'set?',
  'event-set': 'set',
  'event-clear': 'clear',
  'event-wait': 'wait',
  'event-woken': 'woken',
  'condition-wait': 'wait',
  'condition-woken': 'woken',
  'notify-settled': 'notified',
  'barrier-arrive': 'arrive',
  'barrier-release': 'open',
  'barrier-leave': 'pass',
  expire: 'time over',
  death: 'killed',
  lend: 'call',
};

/** What stands beside a mark where there is room for a sentence: a flush has a longer one than a column is wide. */
export function columnWords(step: TraceStep): string {
  if (step.kind !== 'flush') return step.text;
  return [briefWords(step), changeWords(step)].filter((word) => word !== null).join(' ');
}

/** `read 0`, `0 → 1`, `acquire`. */
export function briefWords(step: TraceStep): string {
  const { kind } = step;
  if (kind === 'write') return changeWords(step) ?? `write ${step.after ?? ''}`.trim();
  const word = WORDS[kind] ?? kind.replaceAll('-', ' ');
  const value = kind === 'read' || kind === 'queue-size' ? seen(step) : null;
  return value === null ? word : `${word} ${value}`;
}
