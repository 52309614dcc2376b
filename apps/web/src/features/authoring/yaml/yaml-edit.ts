/**
 * Changes of a YAML text that leave everything else as its author wrote it: comments, order, spaces, quotes. Changes are small, and
 * proved before they are handed out: the text with them holds exactly the new value at that key, and everywhere else what it held.
 * What cannot be changed so is refused, and is left to the author. Pure.
 */
import { isSame } from './same.ts';
import { applied, endOf, indentOf, lineBegin, lineEnd, type TextChange, withoutLines } from './text-change.ts';
import { listChanges } from './yaml-list.ts';
import { type MapNode, type PairNode, parseYaml, type YamlNode, type YamlValue, yamlValue } from './yaml-tree.ts';
import { type NewValue, writeKey, writeNested, writePair, writeValue } from './yaml-write.ts';

/** Keys from the outside to the inside, at least one. */
export type Way = readonly [string, ...string[]];

type Changes = readonly TextChange[] | null;

/**
 * The changes that put `value` there, in order of their places; undefined takes the key out, and with it a mapping that would be left
 * empty. No changes: it is so already. null: the text is broken, or has to be changed by hand.
 */
export function yamlChanges(text: string, way: Way, value: NewValue | undefined): Changes {
  const root = parseYaml(text);
  if (root === undefined || (root !== null && root.kind !== 'map')) return null;
  const wanted = withValue(yamlValue(root), way, value);
  if (wanted === undefined) return null;
  if (isSame(yamlValue(root) ?? {}, wanted)) return [];
  const changes = root === null ? atEnd(text, way, value) : inMap(text, root, way, value, null);
  if (changes === null) return null;
  const proof = parseYaml(applied(text, changes));
  return proof !== undefined && isSame(yamlValue(proof) ?? {}, wanted) ? changes : null;
}

/** What has to come out; undefined: the way leads through something that is no mapping. */
function withValue(
  value: YamlValue,
  [key, ...rest]: readonly string[],
  wanted: NewValue | undefined,
): YamlValue | undefined {
  if (key === undefined) return wanted ?? null;
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) return undefined;
  const entries = Object.entries(value ?? {});
  const inner: YamlValue | undefined = entries.find(([name]) => name === key)?.[1];
  const others = entries.filter(([name]) => name !== key);
  if (wanted === undefined && (rest.length === 0 || inner === undefined)) return Object.fromEntries(others);
  const changed = withValue(inner ?? null, rest, wanted);
  if (changed === undefined) return undefined;
  const emptied = wanted === undefined && isSame(changed, {});
  return Object.fromEntries(emptied ? others : [...others, [key, changed]]);
}

/** `takeOut`: takes out the mapping itself, for when its last key goes; null: it stays. */
function inMap(
  text: string,
  map: MapNode,
  way: readonly string[],
  value: NewValue | undefined,
  takeOut: (() => Changes) | null,
): Changes {
  const [key = '', ...rest] = way;
  const pair = map.pairs.find((one) => one.key === key);
  if (pair === undefined) return value === undefined ? [] : added(text, map, way, value);
  const without = () => (map.pairs.length === 1 && takeOut !== null ? takeOut() : removed(text, map, pair));
  if (rest.length > 0 && pair.value?.kind === 'map') return inMap(text, pair.value, rest, value, without);
  if (value === undefined) return without();
  if (pair.value === null) {
    const written = rest.length > 0 ? writeNested(rest, value) : writeValue(value, null, map.flow);
    return [{ from: pair.valueAt, to: pair.valueAt, insert: ` ${written}` }];
  }
  if (rest.length > 0) return null;
  const isList = pair.value.kind === 'list' && pair.value.items.length > 0 && Array.isArray(value) && value.length > 0;
  return isList ? listChanges(text, pair.value, value) : [replaced(text, pair.value, pair.valueAt, value, map.flow)];
}

/** A value in place of another; from behind the colon where that began on a line below it. */
function replaced(text: string, before: YamlNode, valueAt: number, value: NewValue, inFlow: boolean): TextChange {
  const insert = writeValue(value, before, inFlow);
  const to = endOf(text, before);
  const below = text.slice(valueAt, before.from).includes('\n') || text.slice(before.from, before.from + 1) === '\n';
  return below ? { from: valueAt, to, insert: ` ${insert}` } : { from: before.from, to, insert };
}

/** A new key behind the last one. */
function added(text: string, map: MapNode, way: readonly string[], value: NewValue): Changes {
  const last = map.pairs.at(-1);
  if (map.flow) {
    const [key = '', ...rest] = way;
    const pair = `${writeKey(key, true)}: ${writeNested(rest, value)}`;
    if (last === undefined) return [{ from: map.from, to: map.to, insert: `{ ${pair} }` }];
    return [{ from: last.to, to: last.to, insert: `, ${pair}` }];
  }
  if (last === undefined) return null;
  const from = lineEnd(text, endOf(text, last));
  return [{ from, to: from, insert: `\n${writePair(way, value, indentOf(text, last.from))}` }];
}

function atEnd(text: string, way: Way, value: NewValue | undefined): Changes {
  if (value === undefined) return [];
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return [{ from: text.length, to: text.length, insert: `${gap}${writePair(way, value, '')}\n` }];
}

function removed(text: string, map: MapNode, pair: PairNode): Changes {
  const index = map.pairs.indexOf(pair);
  const [before, after] = [map.pairs[index - 1], map.pairs[index + 1]];
  if (!map.flow)
    return text.slice(lineBegin(text, pair.from), pair.from).trim() === '' ? [withoutLines(text, pair)] : null;
  if (before !== undefined) return [{ from: before.to, to: pair.to, insert: '' }];
  if (after !== undefined) return [{ from: pair.from, to: after.from, insert: '' }];
  return [{ from: map.from, to: map.to, insert: '{}' }];
}
