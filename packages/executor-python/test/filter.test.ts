import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loudCalls } from '../../sandbox/src/index.ts';

/** Runs the filter as the kernel would (classic BPF: load, compare, test bits, return), for machines that are not here. */
const EVALUATE = `
import json, struct, sys
sys.path.insert(0, sys.argv[1])
import seccomp_listener as s
machine, loud, calls = json.loads(sys.argv[2])
program = [struct.unpack("@HBBI", instruction) for instruction in s._program(machine, loud)]
names = {s.RET_ALLOW: "allowed", s.RET_USER_NOTIF: "asked", s.RET_ERRNO | 1: "refused"}
def answer(number, argument):
    data = struct.pack("=iIQ6Q", number, 0, 0, argument, 0, 0, 0, 0, 0)
    at = word = 0
    while True:
        code, yes, no, value = program[at]
        at += 1
        if code == 0x20: word = struct.unpack_from("=I", data, value)[0]
        elif code == 0x15: at += yes if word == value else no
        elif code == 0x06: return names[value]
        else: raise ValueError(code)
print(json.dumps([answer(*call) for call in calls]))
`;

function answers(
  machine: string,
  loud: Record<string, number>,
  calls: readonly (readonly [number, number])[],
): string[] {
  const folder = path.resolve(import.meta.dirname, '../python');
  const input = JSON.stringify([machine, loud, calls]);
  const output = execFileSync('/usr/bin/python3', ['-I', '-B', '-c', EVALUATE, folder, input], { encoding: 'utf8' });
  return z.array(z.string()).parse(JSON.parse(output));
}

describe.each([
  [
    'x86_64',
    { clone: 56, exit_group: 231, exit: 60, kill: 62, seccomp: 317, prctl: 157, socket: 41, read: 0, fork: 57 },
  ],
  ['aarch64', { clone: 220, exit_group: 94, exit: 93, kill: 129, seccomp: 277, prctl: 167, socket: 198, read: 63 }],
] as const)('the filter around a program, on %s', (machine, numbers) => {
  const loud = loudCalls(machine);

  it('asks about every start, every exit and every signal', () => {
    const asked = ['clone', 'exit_group', 'kill'] as const;
    const calls: [number, number][] = asked.map((name) => [numbers[name], 0x11]);
    if ('fork' in numbers) calls.push([numbers.fork, 0], [numbers.fork + 1, 0]);
    expect(new Set(answers(machine, loud, calls))).toEqual(new Set(['asked']));
  });

  it('asks about every forbidden call that honest programs do not make', () => {
    const calls = Object.values(loud).map((number) => [number, 0] as const);
    expect(calls.length).toBeGreaterThan(30);
    expect(new Set(answers(machine, loud, calls))).toEqual(new Set(['asked']));
  });

  it('asks about sockets of other families only', () => {
    const families = [1, 2, 10, 16, 17].map((family) => [numbers.socket, family] as const);
    expect(answers(machine, loud, families)).toEqual(['allowed', 'asked', 'asked', 'asked', 'asked']);
  });

  it('lets no program install a filter', () => {
    const PR_SET_NAME = 15;
    const PR_SET_SECCOMP = 22;
    expect(
      answers(machine, loud, [
        [numbers.seccomp, 1],
        [numbers.prctl, PR_SET_SECCOMP],
        [numbers.prctl, PR_SET_NAME],
      ]),
    ).toEqual(['refused', 'refused', 'allowed']);
  });

  it('stays out of everything else', () => {
    expect(
      answers(machine, loud, [
        [numbers.read, 0],
        [numbers.exit, 0],
      ]),
    ).toEqual(['allowed', 'allowed']);
  });
});
