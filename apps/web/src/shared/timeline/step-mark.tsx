/** The mark of a step: its shape says what is done; who does it is said by the lane. */
import type { TraceStep } from '@lockstep/protocol';

export type Shape =
  | 'read'
  | 'write'
  | 'acquire'
  | 'release'
  | 'start'
  | 'join'
  | 'end'
  | 'death'
  | 'flush'
  | 'expire'
  | 'wait'
  | 'other';

const SHAPES: Readonly<Record<string, Shape>> = {
  read: 'read',
  'memory-read': 'read',
  'semaphore-value': 'read',
  'event-is-set': 'read',
  'barrier-state': 'read',
  'queue-empty': 'read',
  'queue-full': 'read',
  'queue-size': 'read',
  poll: 'read',
  'wait-ready': 'read',
  alive: 'read',
  'exit-code': 'read',
  get: 'read',
  receive: 'read',
  write: 'write',
  'memory-write': 'write',
  'memory-create': 'write',
  'memory-unlink': 'write',
  lend: 'write',
  put: 'write',
  send: 'write',
  'event-set': 'write',
  'event-clear': 'write',
  notify: 'write',
  'task-done': 'write',
  acquire: 'acquire',
  release: 'release',
  start: 'start',
  join: 'join',
  'queue-join': 'join',
  exit: 'end',
  abandon: 'end',
  death: 'death',
  lost: 'death',
  terminate: 'death',
  flush: 'flush',
  expire: 'expire',
  'condition-wait': 'wait',
  'event-wait': 'wait',
  'barrier-arrive': 'wait',
};

export function shapeOf({ kind }: Pick<TraceStep, 'kind'>): Shape {
  return SHAPES[kind] ?? 'other';
}

/**
 * Of each mark: its path around a point, in relative commands, and whether it is filled, hollow or a line. So it can be drawn
 * anywhere without a transformation: browsers paint hundreds of these more slowly than all the rest.
 */
const MARKS: Readonly<Record<Shape, { readonly d: string; readonly style: 'filled' | 'hollow' | 'line' }>> = {
  read: { d: 'm-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z', style: 'hollow' },
  write: { d: 'm-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z', style: 'filled' },
  acquire: { d: 'm-5 4v-7h10v7', style: 'line' },
  release: { d: 'm-5 -4v7h10v-7', style: 'line' },
  start: { d: 'm-4 -5l9 5l-9 5z', style: 'filled' },
  join: { d: 'm4 -5l-9 5l9 5z', style: 'hollow' },
  end: { d: 'm-6 0h12', style: 'line' },
  death: { d: 'm-4 -4l8 8m0 -8l-8 8', style: 'line' },
  flush: { d: 'm0 -6l6 6l-6 6l-6 -6zm-2.5 6h5m-2 -2l2 2l-2 2', style: 'hollow' },
  expire: { d: 'm0 -5a5 5 0 1 0 0 10a5 5 0 1 0 0 -10zm0 2v3l2 1.5', style: 'hollow' },
  wait: { d: 'm-5 -5h10v10h-10zm3.3 2.7v4.6m3.4 -4.6v4.6', style: 'hollow' },
  other: { d: 'm-4 -4h8v8h-8z', style: 'hollow' },
};

/** A mark about 12 px wide around a point. */
export function markAt(shape: Shape, x: number, y: number) {
  const { d, style } = MARKS[shape];
  return { d: `M${x} ${y}${d}`, style };
}

const CLASSES = { filled: 'mark', hollow: 'mark mark-hollow', line: 'mark mark-line' } as const;

export function Mark({ shape, x, y }: { readonly shape: Shape; readonly x: number; readonly y: number }) {
  const { d, style } = markAt(shape, x, y);
  return <path className={CLASSES[style]} d={d} />;
}
