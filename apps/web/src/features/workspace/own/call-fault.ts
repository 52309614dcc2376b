/** What to say beside a call that was not taken. Pure. */
import { Problem } from '@lockstep/protocol';

/** What is wrong with the call itself; without a word about it, what went wrong at all. */
export function callFault(error: Error): string {
  const problem = Problem.safeParse(error.cause);
  return problem.data?.errors?.find(({ path }) => path === 'body.call')?.message ?? error.message;
}
