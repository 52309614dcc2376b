/** A connection and how many parts of the page use it. */
import type { LiveCode } from './live-code.ts';

export interface HeldLiveCode {
  readonly live: LiveCode;
  users: number;
}
