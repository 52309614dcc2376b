/**
 * Python values as JSON: what goes into the sandbox as arguments and comes out as an observation.
 *
 * Plain JSON where Python and JSON agree (None, bool, str, small int, list), a one-key object elsewhere:
 * `{int}` beyond 2^53, `{float}`, `{tuple}`, `{set}`, `{frozenset}`, `{dict}` as pairs, `{bytes}` in base64, and
 * `{opaque}` for any object that is none of these (its type's name, never its content).
 * Validation is by hand, not by a schema library: an observation may hold a hundred thousand numbers.
 */
import { z } from 'zod';

export type PythonValue =
  | null
  | boolean
  | number
  | string
  | readonly PythonValue[]
  | { readonly int: string }
  | { readonly float: number | 'nan' | 'inf' | '-inf' }
  | { readonly tuple: readonly PythonValue[] }
  | { readonly set: readonly PythonValue[] }
  | { readonly frozenset: readonly PythonValue[] }
  | { readonly dict: readonly (readonly [PythonValue, PythonValue])[] }
  | { readonly bytes: string }
  | { readonly opaque: string };

export const PYTHON_VALUE_LIMITS = { depth: 64, nodes: 2_000_000 } as const;

/** Says what is wrong with `candidate` as a PythonValue, or null when it is one. Pure; linear in its size. */
export function pythonValueFault(candidate: unknown): string | null {
  let nodes = 0;
  const visit = (value: unknown, depth: number): string | null => {
    if (depth > PYTHON_VALUE_LIMITS.depth) return `nested deeper than ${PYTHON_VALUE_LIMITS.depth}`;
    if (++nodes > PYTHON_VALUE_LIMITS.nodes) return `more than ${PYTHON_VALUE_LIMITS.nodes} parts`;
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return null;
    if (typeof value === 'number') return Number.isSafeInteger(value) ? null : 'a plain number must be a safe integer';
    if (Array.isArray(value)) return visitAll(value, depth);
    if (typeof value !== 'object') return `unexpected ${typeof value}`;
    const entries = Object.entries(value);
    const [entry] = entries;
    if (entry === undefined || entries.length !== 1) return 'a tagged value has exactly one key';
    const [tag, inner] = entry as [string, unknown];
    switch (tag) {
      case 'int':
        return typeof inner === 'string' && /^-?\d{1,5000}$/.test(inner) ? null : 'malformed int';
      case 'float':
        return inner === 'nan' || inner === 'inf' || inner === '-inf' || Number.isFinite(inner)
          ? null
          : 'malformed float';
      case 'bytes':
        return typeof inner === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(inner) ? null : 'malformed bytes';
      case 'opaque':
        return typeof inner === 'string' && inner.length <= 200 ? null : 'malformed opaque';
      case 'tuple':
      case 'set':
      case 'frozenset':
        return Array.isArray(inner) ? visitAll(inner, depth) : `malformed ${tag}`;
      case 'dict':
        if (!Array.isArray(inner)) return 'malformed dict';
        for (const pair of inner) {
          if (!Array.isArray(pair) || pair.length !== 2) return 'a dict is a list of pairs';
          const fault = visitAll(pair, depth);
          if (fault !== null) return fault;
        }
        return null;
      default:
        return 'unknown tag';
    }
  };
  const visitAll = (values: readonly unknown[], depth: number): string | null => {
    for (const value of values) {
      const fault = visit(value, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  };
  return visit(candidate, 0);
}

export const PythonValue = z.unknown().transform((value, context): PythonValue => {
  const fault = pythonValueFault(value);
  if (fault === null) return value as PythonValue;
  context.issues.push({ code: 'custom', message: `not a Python value: ${fault}`, input: undefined });
  return z.NEVER;
});

/** Python's `repr` of a value, cut after about `limit` characters with an ellipsis. For people, never compared. */
export function formatPython(value: PythonValue, limit = 400): string {
  let left = limit;
  const take = (text: string): string => {
    left -= text.length;
    return text;
  };
  const items = (values: readonly PythonValue[]): string => {
    const parts: string[] = [];
    for (const value of values) {
      if (left <= 0) {
        parts.push('…');
        break;
      }
      parts.push(show(value));
      left -= 2;
    }
    return parts.join(', ');
  };
  const show = (value: PythonValue): string => {
    if (left <= 0) return '…';
    if (value === null) return take('None');
    if (value === true) return take('True');
    if (value === false) return take('False');
    if (typeof value === 'number') return take(String(value));
    if (typeof value === 'string') return take(quote(value, left));
    if (isList(value)) return `[${items(value)}]`;
    if ('int' in value) return take(value.int);
    if ('float' in value) return take(formatFloat(value.float));
    if ('tuple' in value) return value.tuple.length === 1 ? `(${items(value.tuple)},)` : `(${items(value.tuple)})`;
    if ('set' in value) return value.set.length === 0 ? take('set()') : `{${items(value.set)}}`;
    if ('frozenset' in value) return `frozenset({${items(value.frozenset)}})`;
    if ('bytes' in value) return take(`b'…' (${Math.floor((value.bytes.length * 3) / 4)} bytes)`);
    if ('opaque' in value) return take(`<${value.opaque} object>`);
    const parts: string[] = [];
    for (const [key, inner] of value.dict) {
      if (left <= 0) {
        parts.push('…');
        break;
      }
      parts.push(`${show(key)}: ${show(inner)}`);
      left -= 4;
    }
    return `{${parts.join(', ')}}`;
  };
  return show(value);
}

/** Array.isArray does not narrow a readonly array out of a union. */
export function isList(value: PythonValue): value is readonly PythonValue[] {
  return Array.isArray(value);
}

function formatFloat(value: number | 'nan' | 'inf' | '-inf'): string {
  if (typeof value === 'string') return value;
  const text = String(value);
  if (/^-?\d+$/.test(text)) return `${text}.0`;
  return text.replace(/e\+?(-?)(\d)$/, 'e$10$2').replace(/e(\d\d)/, 'e+$1');
}

function quote(text: string, limit: number): string {
  const cut = text.length > limit ? `${text.slice(0, Math.max(0, limit))}…` : text;
  const mark = cut.includes("'") && !cut.includes('"') ? '"' : "'";
  const escaped = cut
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(mark, `\\${mark}`);
  return `${mark}${escaped}${mark}`;
}
