import {
  accept,
  asList,
  asNumber,
  asTuple,
  type CheckAnswer,
  type PythonValue,
  reject,
  tuple,
} from '@lockstep/checker/author';

/** n transfers of 1 to 100 between so many accounts, that look random; the same for the same seed. */
export function mixed(n: PythonValue, accounts: PythonValue, seed: PythonValue): PythonValue {
  const count = asNumber(accounts) ?? 2;
  let state = (asNumber(seed) ?? 0) >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % limit;
  };
  return Array.from({ length: asNumber(n) ?? 0 }, () => {
    const source = below(count);
    const target = (source + 1 + below(count - 1)) % count;
    return tuple(source, target, 1 + below(100));
  });
}

/** n transfers between accounts 0 and 1, there and back in turn: each amount is one more than the one before. */
export function opposite(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => (i % 2 === 0 ? tuple(0, 1, i + 1) : tuple(1, 0, i + 1)));
}

/** Every account has what it began with, less what left it, and what came in. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const expected = (asList(args[0] ?? null) ?? []).map((balance) => asNumber(balance) ?? 0);
  for (const transfer of asList(args[1] ?? null) ?? []) {
    const [source, target, amount] = (asTuple(transfer) ?? []).map((part) => asNumber(part) ?? 0);
    if (source === undefined || target === undefined || amount === undefined) continue;
    expected[source] = (expected[source] ?? 0) - amount;
    expected[target] = (expected[target] ?? 0) + amount;
  }
  const balances = asList(outcome);
  if (balances === null) return reject('the result is no list');
  if (balances.length !== expected.length) {
    return reject(`the result has ${balances.length} balances, expected ${expected.length}`);
  }
  for (const [account, balance] of expected.entries()) {
    const found = asNumber(balances[account] ?? null);
    if (found !== balance) return reject(`account ${account} holds ${found ?? 'no number'}, expected ${balance}`);
  }
  return accept();
}
