import {
  accept,
  asBigInt,
  asDict,
  asList,
  asNumber,
  asText,
  type CheckAnswer,
  type PythonValue,
  reject,
} from '@lockstep/checker/author';

/** n seats in rows of six: 1A to 1F, 2A and so on. */
export function hall(n: PythonValue): PythonValue {
  return Array.from({ length: asNumber(n) ?? 0 }, (_, i) => `${Math.floor(i / 6) + 1}${'ABCDEF'[i % 6]}`);
}

/** Every seat is there, no other key is, and each has a list of exactly one client. */
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
  const seats = new Set<string>();
  for (const seat of asList(args[0] ?? null) ?? []) seats.add(asText(seat) ?? '');
  const nClients = asNumber(args[1] ?? null) ?? 0;
  const entries = asDict(outcome);
  if (entries === null) return reject('the result is no dict');
  const found = new Set<string>();
  for (const [key, value] of entries) {
    const seat = asText(key);
    if (seat === null || !seats.has(seat)) return reject('the result has a key that is no seat');
    found.add(seat);
    const clients = asList(value);
    if (clients === null) return reject(`what stands under seat '${seat}' is no list`);
    if (clients.length === 0) return reject(`nobody got seat '${seat}'`);
    if (clients.length > 1) return reject(`${clients.length} clients were told that they got seat '${seat}'`);
    const client = asBigInt(clients[0] ?? null);
    if (client === null) return reject(`the client of seat '${seat}' is no int`);
    if (client < 0n || client >= BigInt(nClients)) {
      return reject(`seat '${seat}' went to ${client}, which is no client's number`);
    }
  }
  for (const seat of seats) if (!found.has(seat)) return reject(`seat '${seat}' is missing`);
  return accept();
}
