/** Which names fit where one is writing. Pure: from text and place to options. */
import { codeOnly, HIDDEN } from './code-only.ts';
import { expressionBefore } from './expression.ts';
import { KnownNames, membersOfKnown } from './known-names.ts';
import { MODULES, moduleNamed } from './library.ts';
import type { Entries, EntryKind } from './library-model.ts';
import { BUILTIN_FUNCTIONS, BUILTIN_NAMES, BUILTIN_TYPES, KEYWORDS } from './python-words.ts';

export interface Option {
  readonly name: string;
  readonly kind: EntryKind | 'variable' | 'keyword';
  /** Shown behind the name; empty when there is nothing to say. */
  readonly signature: string;
  readonly about: string;
}

export interface Completions {
  /** Where the word begins that an option replaces. */
  readonly from: number;
  /** All that fit at that place, whatever is written of the word; library names first. */
  readonly options: readonly Option[];
}

/** So short a word is not worth a list, unless one asks for it. */
const LEAST_LETTERS = 2;

/**
 * `asked`: by a key, not by typing. Null where nothing is to be suggested: in strings and comments, where a name is
 * being given, after a dot of an unknown object, and when the word is complete as it stands.
 */
export function completionsAt(text: string, place: number, asked: boolean): Completions | null {
  const code = codeOnly(text);
  const hidden = code[place - 1] === HIDDEN && text[place - 1] !== '\n';
  if (hidden || isInString(text, place)) return null;
  const from = place - (/[A-Za-z_]\w*$/.exec(code.slice(0, place))?.[0].length ?? 0);
  if (/[\w]/.test(code[from - 1] ?? '')) return null;
  const found = optionsAt(code, from, place, asked);
  if (found === null || found.length === 0) return null;
  const word = text.slice(from, place);
  if (!asked && found.some(({ name }) => name === word)) return null;
  return { from, options: found };
}

/** Right behind an opening quote or inside of a string that has no end. */
function isInString(text: string, place: number): boolean {
  return codeOnly(`${text.slice(0, place)}x`).at(-1) === HIDDEN;
}

function optionsAt(code: string, from: number, place: number, asked: boolean): readonly Option[] | null {
  const before = code.slice(0, from);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const imported = /(?:^|\n)[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*(?:\(([^)]*)|([^\n;(]*))$/.exec(before);
  if (imported !== null) {
    const module = moduleNamed(imported[1] ?? '');
    if (/\bas[ \t]+$/.test(before)) return null;
    const taken = new Set((imported[2] ?? imported[3] ?? '').match(/\w+/g));
    return module === null ? null : fromEntries(MODULES[module]).filter(({ name }) => !taken.has(name));
  }
  const path = /^[ \t]*(?:from|import)[ \t]+(?:[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*,[ \t]*)*((?:\w+\.)*)$/.exec(line);
  if (path !== null) return modulesBelow(path[1] ?? '');
  if (/(?:^|[^\w.])(?:def|class|as|for|lambda)[ \t]+$/.test(line)) return null;
  if (/\.\s*$/.test(before)) return membersAt(code, before, from);
  if (!asked && place - from < LEAST_LETTERS) return null;
  return namesAt(code, from, place);
}

function modulesBelow(path: string): Option[] {
  const names = Object.keys(MODULES).filter((name) => name.startsWith(path));
  const next = new Set(names.map((name) => name.slice(path.length).split('.')[0] ?? ''));
  return [...next].map((name) => ({ name, kind: 'module', signature: 'module', about: '' }));
}

function membersAt(code: string, before: string, place: number): Option[] | null {
  const expression = expressionBefore(before.replace(/\.\s*$/, ''));
  const known = expression === '' ? null : new KnownNames(code, place).ofExpression(expression);
  const members = known === null ? null : membersOfKnown(known);
  return members === null ? null : fromEntries(members);
}

function fromEntries(entries: Entries): Option[] {
  return Object.entries(entries).map(([name, { kind, signature, about }]) => ({ name, kind, signature, about }));
}

function namesAt(code: string, from: number, place: number): Option[] {
  const names = new KnownNames(code, place);
  const options = new Map<string, Option>();
  const add = (name: string, kind: Option['kind'], signature = '', about = '') => {
    if (!options.has(name)) options.set(name, { name, kind, signature, about });
  };
  const keywords = new Set(KEYWORDS);
  for (const { 0: name, index } of code.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)) {
    const isItself = index === from;
    if (isItself || keywords.has(name)) continue;
    const known = names.of(name);
    if (known === null) add(name, 'variable');
    else if (known.kind === 'entry') add(name, known.entry.kind, known.entry.signature, known.entry.about);
    else if (known.kind === 'module') add(name, 'module', known.module);
    else if (known.kind === 'object') add(name, 'variable', known.type);
    else add(name, 'variable');
  }
  for (const name of KEYWORDS) add(name, 'keyword');
  for (const name of BUILTIN_TYPES) add(name, 'class');
  for (const name of BUILTIN_FUNCTIONS) add(name, 'function');
  for (const name of BUILTIN_NAMES) add(name, 'constant');
  return [...options.values()];
}
