/**
 * An actor is a number: a task's own operation, the expiry of its timeout (or refusal), the end by a signal that was
 * sent to it (with or without a lock that it holds then), the loss of a manager's reply to it as that is shut down, or the
 * flush of one buffer.
 */

export type Actor = number;
const KIND = 12;
const INDEX = (1 << KIND) - 1;
export const STEP = 0;
export const EXPIRE = 1;
export const DEATH = 2;
export const FLUSH = 3;
/** A signal ends a task while it holds a queue's read lock. */
export const STRAND = 4;
/** A manager is shut down before a task has the reply to its last call. */
export const LOST = 5;
export const actorKind = (actor: Actor): number => actor >> KIND;
/** Number of the task, or of the buffer. */
export const actorIndex = (actor: Actor): number => actor & INDEX;
export const actorOf = (kind: number, index: number): Actor => (kind << KIND) | index;
