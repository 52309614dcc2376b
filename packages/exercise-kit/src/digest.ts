/** The digest of a revision: SHA-256 over a canonical text of everything that matters for judging and display. */
import { createHash } from 'node:crypto';
import type { Exercise, Question } from '@lockstep/protocol';

/** Changes when the same package would be judged differently by a newer loader. */
const FORMAT = 'lockstep-exercise-2';

/** Hex. Does not depend on the order of keys in files. Reference submissions are not part of it. Pure. */
export function packageDigest(content: Omit<Exercise, 'digest'> | Omit<Question, 'digest'>): string {
  return createHash('sha256').update(FORMAT).update('\n').update(canonical(content)).digest('hex');
}

/** JSON with sorted keys and without undefined. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${parts.join(',')}}`;
}
