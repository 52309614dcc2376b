import { accept, asList, asNumber, type CheckAnswer, type PythonValue, reject } from '@lockstep/checker/author';

/** Whether the outcome is the doubled list. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const numbers = asList(args[0] ?? null) ?? [];
  const doubled = asList(outcome);
  if (doubled === null) return reject('the result is no list');
  if (doubled.length !== numbers.length) return reject(`the result has ${doubled.length} items, not ${numbers.length}`);
  const wrong = numbers.findIndex((number, index) => asNumber(doubled[index] ?? null) !== 2 * (asNumber(number) ?? 0));
  return wrong < 0 ? accept() : reject(`item ${wrong} is wrong`);
}
