/** What to say beside a call that was not taken. Pure. */
import { ApiError } from '../../../shared/api/http.ts';

/** What is wrong with the call itself; without a word about it, what went wrong at all. */
export function callFault(error: Error): string {
  const faults = error instanceof ApiError ? error.faults : [];
  return faults.find(({ path }) => path === 'body.call')?.message ?? error.message;
}
