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

/** Drawn around the origin, about 12 px wide. */
export function Mark({ shape }: { readonly shape: Shape }) {
  switch (shape) {
    case 'read':
      return <circle className="mark mark-hollow" r="4.5" />;
    case 'write':
      return <circle className="mark" r="5" />;
    case 'acquire':
      return <path className="mark mark-line" d="M-5 4V-3H5V4" />;
    case 'release':
      return <path className="mark mark-line" d="M-5 -4V3H5V-4" />;
    case 'start':
      return <path className="mark" d="M-4 -5L5 0L-4 5z" />;
    case 'join':
      return <path className="mark mark-hollow" d="M4 -5L-5 0L4 5z" />;
    case 'end':
      return <path className="mark mark-line" d="M-6 0H6" />;
    case 'death':
      return <path className="mark mark-line" d="M-4 -4L4 4M4 -4L-4 4" />;
    case 'flush':
      return <path className="mark mark-hollow" d="M0 -6L6 0L0 6L-6 0zM-2.500 0H2.500M0.500 -2L2.500 0L0.500 2" />;
    case 'expire':
      return <path className="mark mark-hollow" d="M0 -5A5 5 0 1 0 0 5A5 5 0 1 0 0 -5zM0 -3V0L2 1.500" />;
    case 'wait':
      return <path className="mark mark-hollow" d="M-5 -5H5V5H-5zM-1.700 -2.300V2.300M1.700 -2.300V2.300" />;
    case 'other':
      return <path className="mark mark-hollow" d="M-4 -4H4V4H-4z" />;
    default:
      return shape satisfies never;
  }
}
