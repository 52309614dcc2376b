/**
 * Changes of a YAML mapping as text, for a form beside the text: of the top-level keys that are touched the values are written anew, as this
 * project's packages write them; every other byte stays, comments included. Pure.
 */
import { Document, isMap, isPair, isSeq, type Node, Pair, parseDocument, visit, YAMLMap, YAMLSeq } from 'yaml';

export interface YamlChange {
  /** The way to the key, at least one. */
  readonly key: readonly string[];
  /** JSON; null takes the key out. */
  readonly value: unknown;
}

/** What a YAML text holds; null when it is no mapping. What its keys hold is not checked. */
export function yamlMapping(text: string): Record<string, unknown> | null {
  const value = mapping(text)?.toJS({ maxAliasCount: 0 }) as Record<string, unknown> | undefined;
  return value ?? null;
}

/** The text with other values at some keys. null when it is no mapping, or a way leads through something that is none. */
export function changedYaml(text: string, changes: readonly YamlChange[]): string | null {
  let changed: string | null = text;
  for (const change of changes) changed = changed === null ? null : changedOnce(changed, change);
  return changed;
}

function changedOnce(text: string, { key, value }: YamlChange): string | null {
  const document = mapping(text);
  const [top] = key;
  if (document === null || top === undefined) return null;
  const place = placeOf(document, text, top);
  try {
    if (value === null) document.deleteIn(key);
    else document.setIn(key, valueNode(document, key, value));
  } catch {
    return null;
  }
  const pair = pairOf(document, top);
  const written = pair === null ? '' : asText(pair);
  if (place === null)
    return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${written}${written === '' ? '' : '\n'}`;
  if (written !== '') return text.slice(0, place.from) + written + text.slice(place.to);
  const lineEnd = text.indexOf('\n', place.to);
  return text.slice(0, place.from) + (lineEnd === -1 ? '' : text.slice(lineEnd + 1));
}

function pairOf(document: Document, key: string): Pair<Node, Node | null> | null {
  const { contents } = document;
  if (!isMap<Node, Node | null>(contents)) return null;
  return contents.items.find((item) => isPair(item) && String(item.key) === key) ?? null;
}

/** Where a top-level key with its value stands, without what follows on its last line. */
function placeOf(document: Document, text: string, key: string): { readonly from: number; readonly to: number } | null {
  const pair = pairOf(document, key);
  const from = pair?.key.range?.[0];
  if (pair === null || from === undefined) return null;
  const to = pair.value?.range?.[1] ?? text.indexOf(':', from) + 1;
  return { from, to: from + text.slice(from, to).trimEnd().length };
}

/** A list of short words and a mapping stand on one line, unless the author wrote them otherwise. */
function valueNode(document: Document, key: readonly string[], value: unknown): Node {
  const node = document.createNode(value) as Node;
  const was = document.getIn(key, true);
  const short = Array.isArray(value) && value.every((item) => typeof item !== 'object' && String(item).length <= 40);
  if (isSeq(node)) node.flow = isSeq(was) ? was.flow === true : short;
  if (isMap(node)) node.flow = isMap(was) ? was.flow === true : true;
  return node;
}

function asText(pair: Pair<Node, Node | null>): string {
  const { key, value } = pair;
  // What stands around it stays in the text.
  delete key.commentBefore;
  delete key.spaceBefore;
  if (value !== null) delete value.comment;
  const alone = new Document();
  alone.contents = new YAMLMap();
  alone.contents.items.push(new Pair(key, value));
  visit(alone, {
    // Brackets without spaces within, braces with them.
    Seq: (_, node) => padded(node, YAMLSeq.prototype.toString, ''),
    Map: (_, node) => padded(node, YAMLMap.prototype.toString, ' '),
  });
  return alone.toString({ lineWidth: 0 }).trimEnd();
}

function padded<N extends YAMLSeq | YAMLMap>(node: N, write: N['toString'], padding: string): void {
  node.toString = (context, ...rest) =>
    write.call(node, context === undefined ? context : { ...context, flowCollectionPadding: padding }, ...rest);
}

function mapping(text: string): Document | null {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true });
  if (document.errors.length > 0 || document.warnings.length > 0 || !isMap(document.contents)) return null;
  let aliases = false;
  visit(document, {
    Alias: () => {
      aliases = true;
      return visit.BREAK;
    },
  });
  return aliases ? null : document;
}
