/** Values as YAML text. Pure. */

import { type ScalarStyle, writeScalar, type YamlScalar } from './yaml-scalar.ts';
import type { ScalarNode, YamlNode } from './yaml-tree.ts';

export type NewItem = YamlScalar | Readonly<Record<string, YamlScalar>>;
export type NewValue = YamlScalar | readonly NewItem[];

const isScalar = (value: NewValue | NewItem): value is YamlScalar => value === null || typeof value !== 'object';

/** In quotes where the value before it was. */
export function writeScalarLike(value: YamlScalar, before: YamlNode, inFlow: boolean): string {
  const style: ScalarStyle = isText(before) ? before.style : 'plain';
  return writeScalar(value, style, inFlow);
}

function isText(node: YamlNode): node is ScalarNode {
  return node.kind === 'scalar' && typeof node.value === 'string';
}

/** In one line. */
export function writeValue(value: NewValue, before: YamlNode | null, inFlow: boolean): string {
  if (!isScalar(value)) return `[${value.map((item) => writeItem(item)).join(', ')}]`;
  return before === null ? writeScalar(value, 'plain', inFlow) : writeScalarLike(value, before, inFlow);
}

/** In one line; with `indent` a mapping has a line for each key, and those but the first begin with it. */
export function writeItem(item: NewItem, indent?: string): string {
  const inFlow = indent === undefined;
  if (isScalar(item)) return writeScalar(item, 'plain', inFlow);
  const pairs = Object.entries(item).map(
    ([key, value]) => `${writeKey(key, inFlow)}: ${writeScalar(value, 'plain', inFlow)}`,
  );
  return inFlow ? `{ ${pairs.join(', ')} }` : pairs.join(`\n${indent}`);
}

export function writeKey(key: string, inFlow: boolean): string {
  return writeScalar(key, 'plain', inFlow);
}

/** The value below further keys: `{ always: { uses: [lock] } }`. */
export function writeNested([key, ...rest]: readonly string[], value: NewValue): string {
  if (key === undefined) return writeValue(value, null, true);
  return `{ ${writeKey(key, true)}: ${writeNested(rest, value)} }`;
}

/** A key on lines of its own: only lists of sentences and of mappings have several, which would be hard to read in one. */
export function writePair([key = '', ...rest]: readonly string[], value: NewValue, indent: string): string {
  const head = `${indent}${writeKey(key, false)}:`;
  const isShort = isScalar(value) || value.every((item) => isScalar(item) && !/\s/.test(String(item)));
  if (rest.length > 0) {
    return isShort ? `${head} ${writeNested(rest, value)}` : `${head}\n${writePair(rest, value, `${indent}  `)}`;
  }
  if (isShort) return `${head} ${writeValue(value, null, false)}`;
  return [head, ...value.map((item) => `${indent}  - ${writeItem(item, `${indent}    `)}`)].join('\n');
}
