import { beforeAll, describe, expect, it } from 'vitest';
import { languageLibraries } from '../../bundle/type-libraries.ts';
import { createTypeService, type TypeService } from '../../src/features/authoring/types/type-service.ts';

let service: TypeService;
beforeAll(async () => {
  service = createTypeService(Object.fromEntries(await languageLibraries()), MODULE);
});

/** The server sends the real one. */
const MODULE = {
  name: '@lockstep/checker/author',
  text: `
export type PythonValue = null | boolean | number | string | readonly PythonValue[] | { readonly int: string };
export interface CheckAnswer { readonly accepted: boolean; readonly message?: string }
export function accept(): CheckAnswer { return { accepted: true }; }
export function reject(message: string): CheckAnswer { return { accepted: false, message }; }
/** An int or float as a number, else null. */
export function asNumber(value: PythonValue): number | null { return typeof value === 'number' ? value : null; }
`,
};

const HEAD = `import { accept, asNumber, type CheckAnswer, type PythonValue, reject } from '@lockstep/checker/author';
`;

/** A checker whose `check` has this body; `|` is where something is asked. */
function at(body: string): { readonly text: string; readonly at: number } {
  const text = `${HEAD}
export function check(args: readonly PythonValue[], outcome: PythonValue): CheckAnswer {
${body}
  return args.length > 0 && asNumber(outcome) === null ? reject('no number') : accept();
}
`;
  return { text: text.replace('|', ''), at: text.indexOf('|') };
}

function faults(text: string): string[] {
  const answer = service.answer(text, { kind: 'faults' });
  if (answer.kind !== 'faults') throw new Error('another answer');
  return answer.faults.map(({ from, to, severity, message }) => `${severity} ${text.slice(from, to)}: ${message}`);
}

describe('a checker', () => {
  it('that is right has no fault, and one that is empty neither', () => {
    expect(faults(at('').text)).toEqual([]);
    expect(faults('')).toEqual([]);
  });

  it('is checked with the types of what it may import', () => {
    expect(faults(at('  asNumbr(outcome);').text)).toEqual([
      "error asNumbr: Cannot find name 'asNumbr'. Did you mean 'asNumber'?",
    ]);
    expect(faults(at('  const n: string = asNumber(outcome);').text)).toEqual([
      "error n: Type 'number | null' is not assignable to type 'string'.\n  Type 'null' is not assignable to type 'string'.",
      "warning n: 'n' is declared but its value is never read.",
    ]);
    expect(faults("import { readFile } from 'node:fs';\nexport const x = readFile;\n")[0]).toMatch(
      /^error 'node:fs': Cannot find/,
    );
  });

  it('may not use what only a compiler could leave out', () => {
    expect(faults('export enum Colour {\n  Red,\n}\n')).toEqual([
      "error Colour: This syntax is not allowed when 'erasableSyntaxOnly' is enabled.",
    ]);
  });

  it('is told what its isolate does not have, unless the name is its own', () => {
    const found = faults(at('  const now: Date = new Date();\n  Math.random();\n  void [now, Intl];').text);
    expect(found.map((fault) => fault.split(',')[0])).toEqual([
      'error Date: A checker has no clock',
      'error Math.random: A checker has no randomness',
      'error Intl: A checker has no locales',
    ]);
    expect(faults('export function check(Date: number): number {\n  return Date;\n}\n')).toEqual([]);
  });
});

describe('while one writes', () => {
  it('names are suggested, with what they are', () => {
    const asked = at('  asN|');
    const { found } = { found: null, ...service.answer(asked.text, { kind: 'options', at: asked.at }) };
    expect(found?.from).toBe(asked.at - 3);
    expect(found?.options.map(({ name }) => name)).toEqual(expect.arrayContaining(['asNumber', 'accept', 'outcome']));
    const about = service.answer(asked.text, { kind: 'about', at: asked.at, name: 'asNumber' });
    expect(about).toMatchObject({
      info: {
        signature: 'function asNumber(value: PythonValue): number | null',
        about: 'An int or float as a number, else null.',
      },
    });
  });

  it('members are suggested behind a dot, and nothing in a comment', () => {
    const member = at('  args.le|');
    expect(service.answer(member.text, { kind: 'options', at: member.at })).toMatchObject({
      found: { options: expect.arrayContaining([{ name: 'length', kind: 'property', rank: '11' }]) },
    });
    const comment = at('  // as|');
    expect(service.answer(comment.text, { kind: 'options', at: comment.at })).toEqual({ kind: 'options', found: null });
  });

  it('a name says its type, and a call its parameters', () => {
    const name = at('  void out|come;');
    expect(service.answer(name.text, { kind: 'hover', at: name.at })).toMatchObject({
      hover: { from: name.at - 3, to: name.at + 4, signature: '(parameter) outcome: PythonValue' },
    });
    const call = at('  reject(|');
    const { call: info } = { call: null, ...service.answer(call.text, { kind: 'call', at: call.at }) };
    expect(info?.signature).toBe('reject(message: string): CheckAnswer');
    expect(info?.signature.slice(info.current?.from, info.current?.to)).toBe('message: string');
  });
});
