import {
  accept,
  asBigInt,
  asList,
  asNumber,
  type CheckAnswer,
  type PythonValue,
  reject,
} from '@lockstep/checker/author';

/**
 * A list of n different pids. One number n times over passes where n > 2: it comes from a program that reports one
 * process only, and the rules, which count the processes, say so better. The explored call has n = 2 and lets none pass.
 */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const n = asNumber(args[0] ?? null) ?? 0;
  const list = asList(outcome);
  if (list === null) return reject('the result is no list');
  if (list.length !== n) return reject(`the result has ${list.length} pids, expected ${n}`);
  const seen = new Set<bigint>();
  let twice: bigint | null = null;
  for (const [index, value] of list.entries()) {
    const pid = asBigInt(value);
    if (pid === null) return reject(`element ${index} is no int`);
    if (pid <= 0n) return reject(`element ${index} is ${pid}, which is no pid`);
    if (seen.has(pid)) twice = pid;
    seen.add(pid);
  }
  if (twice !== null && !(seen.size === 1 && n > 2)) return reject(`pid ${twice} is there more than once`);
  return accept();
}
