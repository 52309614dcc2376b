/**
 * What the names of a file stand for, as far as the table of the library tells. Pure; reads code that is half written.
 *
 * Names count for the whole file: a parameter is mostly called like the object that is passed for it. Of several
 * assignments the last one above the place counts, or else the first one.
 */
import { expressionBefore, partsOf } from './expression.ts';
import { entryOf, MODULES, membersOf, moduleNamed } from './library.ts';
import type { Entries, Entry, ModuleName, TypeName } from './library-model.ts';

/** `entry`: a name of the library itself, which can be called. `list`: its items are of that type. */
export type Known =
  | { readonly kind: 'module'; readonly module: ModuleName }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'object'; readonly type: TypeName }
  | { readonly kind: 'list'; readonly of: TypeName }
  | { readonly kind: 'tuple'; readonly types: readonly TypeName[] };

/** In characters: behind it nobody has typed an expression by hand. */
const LONGEST_EXPRESSION = 2000;

interface Binding {
  readonly name: string;
  readonly at: number;
  readonly known: Known;
}

export class KnownNames {
  readonly #bindings: Binding[] = [];
  readonly #place: number;

  /** `code`: a text without the insides of strings and comments. `place`: where one is writing. */
  constructor(code: string, place: number) {
    this.#place = place;
    for (const read of [readImports, readAnnotations]) this.#bindings.push(...read(code));
    // Twice, as a list may be filled below the loop that goes through it.
    for (let pass = 0; pass < 2; pass++) this.#bindings.push(...readAssignments(code, this));
  }

  of(name: string): Known | null {
    const all = this.#bindings.filter((binding) => binding.name === name);
    const above = all.filter(({ at }) => at < this.#place);
    const last = above.reduce<Binding | null>(
      (best, next) => (best === null || next.at >= best.at ? next : best),
      null,
    );
    return (last ?? all[0])?.known ?? null;
  }

  /** What an expression of names, dots, calls and indices stands for: `mp.Value("i", 0).get_lock()`. */
  ofExpression(expression: string): Known | null {
    const [first, ...rest] = partsOf(expression.slice(0, LONGEST_EXPRESSION));
    if (first === undefined) return null;
    // What an object keeps in its own attributes counts by the attribute's name.
    const isOwn = first === 'self' && rest[0] !== undefined;
    const start = this.of(isOwn ? `${first}${rest.shift()}` : first);
    return rest.reduce<Known | null>((known, part) => (known === null ? null : follow(known, part)), start);
  }
}

/** The members of what is known; null when it has none that the table knows. */
export function membersOfKnown(known: Known): Entries | null {
  switch (known.kind) {
    case 'module':
      return MODULES[known.module];
    case 'object':
      return membersOf(known.type);
    case 'entry':
    case 'list':
    case 'tuple':
      return null;
    default:
      return known satisfies never;
  }
}

function follow(known: Known, part: string): Known | null {
  if (part.startsWith('(')) return known.kind === 'entry' ? given(known.entry) : null;
  if (part.startsWith('[')) {
    if (known.kind === 'list') return part.includes(':') ? known : { kind: 'object', type: known.of };
    const type = known.kind === 'tuple' ? known.types[Number(part.slice(1, -1))] : undefined;
    return type === undefined ? null : { kind: 'object', type };
  }
  const members = membersOfKnown(known);
  const entry = members === null ? null : entryOf(members, part.slice(1).trim());
  return entry === null ? null : knownEntry(entry);
}

function knownEntry(entry: Entry): Known {
  if (entry.module !== undefined) return { kind: 'module', module: entry.module };
  const isObject = entry.kind === 'property' && typeof entry.gives === 'string';
  return isObject && typeof entry.gives === 'string' ? { kind: 'object', type: entry.gives } : { kind: 'entry', entry };
}

function given({ gives }: Entry): Known | null {
  if (gives === undefined) return null;
  return typeof gives === 'string' ? { kind: 'object', type: gives } : { kind: 'tuple', types: gives };
}

function readImports(code: string): Binding[] {
  const found: Binding[] = [];
  for (const { index, 1: names = '' } of code.matchAll(/^[ \t]*import[ \t]+([^\n;]+)/gm)) {
    for (const [, path = '', alias] of names.matchAll(/([\w.]+)(?:\s+as\s+(\w+))?/g)) {
      // Without an alias only the first part of the path becomes a name.
      const module = moduleNamed(alias === undefined ? (path.split('.')[0] ?? '') : path);
      if (module !== null) {
        found.push({ name: alias ?? module, at: index, known: { kind: 'module', module } });
      }
    }
  }
  const from = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*(?:\(([^)]*)|([^\n;]+))/gm;
  for (const { index, 1: path = '', 2: bracketed, 3: plain } of code.matchAll(from)) {
    const module = moduleNamed(path);
    if (module === null) continue;
    const entries = MODULES[module];
    const names = bracketed ?? plain ?? '';
    const all = names.trim() === '*' ? Object.keys(entries).join(',') : names;
    for (const [, name = '', alias] of all.matchAll(/(\w+)(?:\s+as\s+(\w+))?/g)) {
      const entry = entryOf(entries, name);
      if (entry !== null) found.push({ name: alias ?? name, at: index, known: knownEntry(entry) });
    }
  }
  return found;
}

/** `name: Lock`, of a parameter or a variable, where the annotation ends with a class of the library. */
function readAnnotations(code: string): Binding[] {
  const imported = readImports(code);
  const found: Binding[] = [];
  for (const { index, 1: name = '', 2: annotation = '' } of code.matchAll(
    /\b([A-Za-z_]\w*)\s*:\s*([A-Za-z_][\w.]*)/g,
  )) {
    const [first, ...rest] = partsOf(annotation);
    const start = imported.find((binding) => binding.name === first)?.known ?? null;
    const known = rest.reduce<Known | null>((before, part) => (before === null ? null : follow(before, part)), start);
    const object = known?.kind === 'entry' ? given(known.entry) : null;
    if (object?.kind === 'object') found.push({ name, at: index, known: object });
  }
  return found;
}

const TARGETS = String.raw`((?:self\.)?[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)`;
const ASSIGNED = new RegExp(String.raw`^[ \t]*${TARGETS}(?:\s*:[^=\n]+)?[ \t]*=(?!=)[ \t]*`, 'gm');
const WITH_AS = /\bas[ \t]+([A-Za-z_]\w*)/g;
const LOOP = /\bfor[ \t]+([A-Za-z_]\w*)[ \t]+in[ \t]+/g;
const APPENDED = /\b([A-Za-z_]\w*)\.append\(\s*/g;

function readAssignments(code: string, names: KnownNames): Binding[] {
  const found: Binding[] = [];
  const bind = (name: string, at: number, known: Known | null) => {
    if (known !== null) found.push({ name, at, known });
  };
  for (const match of code.matchAll(ASSIGNED)) {
    const value = code.slice(match.index + match[0].length);
    const targets = (match[1] ?? '').split(',').map((target) => target.trim());
    const known = assignedOf(value, names);
    if (targets.length === 1) bind(targets[0] ?? '', match.index, known);
    else if (known?.kind === 'tuple') {
      for (const [index, type] of known.types.entries())
        bind(targets[index] ?? '', match.index, { kind: 'object', type });
    }
  }
  for (const match of code.matchAll(WITH_AS)) {
    const line = code.slice(code.lastIndexOf('\n', match.index) + 1, match.index);
    const known = names.ofExpression(expressionBefore(line.trimEnd()));
    if (known?.kind === 'object') bind(match[1] ?? '', match.index, known);
  }
  for (const match of code.matchAll(LOOP)) {
    const known = names.ofExpression(code.slice(match.index + match[0].length));
    if (known?.kind === 'list') bind(match[1] ?? '', match.index, { kind: 'object', type: known.of });
  }
  for (const match of code.matchAll(APPENDED)) {
    const known = names.ofExpression(code.slice(match.index + match[0].length));
    if (known?.kind === 'object') bind(match[1] ?? '', match.index, { kind: 'list', of: known.type });
  }
  return found;
}

/** An expression, or a list whose first item is one. */
function assignedOf(value: string, names: KnownNames): Known | null {
  if (!value.startsWith('[')) return names.ofExpression(value);
  const item = names.ofExpression(value.slice(1).trimStart());
  return item?.kind === 'object' ? { kind: 'list', of: item.type } : null;
}
