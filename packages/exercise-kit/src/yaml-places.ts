/** Where something stands in a YAML text. Pure. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { PackageError } from './problems.ts';

const OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: true } as const;

/** An error with its line in the file, from 1; null where it has none or is not known. */
export interface PlacedError extends PackageError {
  readonly line: number | null;
}

/** `files`: texts by their paths within the package. */
export function placedErrors(errors: readonly PackageError[], files: ReadonlyMap<string, string>): PlacedError[] {
  return errors.map((error) => {
    const text = /\.ya?ml$/.test(error.file) ? files.get(error.file) : undefined;
    return { ...error, line: text === undefined ? null : lineOfKey(text, error.key) };
  });
}

/**
 * The line (from 1) of a key like `limits.wall_ms` in a YAML text, or of the nearest one around it that is there: a missing key is missing
 * in something. Where the text is no YAML, the line of what is wrong with it. null: the key is empty, or nothing of it is there.
 */
export function lineOfKey(text: string, key: string): number | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...OPTIONS, lineCounter: lines });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined) return broken.linePos?.[0].line ?? null;
  const offset = offsetOf(document.contents, key);
  return offset === null ? null : lines.linePos(offset).line;
}

/** Keys may hold dots themselves (`race/no_lock.py`), so the way is found along what is there. */
function offsetOf(node: Node | null, key: string): number | null {
  if (key === '') return null;
  if (isMap(node)) {
    for (const { key: name, value } of node.items) {
      const written = isScalar(name) ? String(name.value) : '';
      if (key !== written && !key.startsWith(`${written}.`)) continue;
      return offsetOf(value as Node | null, key.slice(written.length + 1)) ?? startOf(name as Node);
    }
  }
  if (isSeq(node)) {
    const [index = ''] = key.split('.', 1);
    const item = /^\d+$/.test(index) ? (node.items[Number(index)] as Node | undefined) : undefined;
    if (item !== undefined) return offsetOf(item, key.slice(index.length + 1)) ?? startOf(item);
  }
  return null;
}

function startOf(node: Node): number | null {
  return node.range?.[0] ?? null;
}
