/**
 * A YAML text as nodes that know where they stand, from the editor's own parser. Only what authors' files have: mappings, lists and
 * single values, in blocks or in brackets. What has tags, anchors, aliases or keys twice is not read. Pure.
 */
import { yamlLanguage } from '@codemirror/lang-yaml';
import { readBlock, readPlain, readQuoted, type ScalarStyle, type YamlScalar } from './yaml-scalar.ts';

type SyntaxNode = ReturnType<typeof yamlLanguage.parser.parse>['topNode'];

/** From (inclusive) to (exclusive), in UTF-16 units. */
interface Range {
  readonly from: number;
  readonly to: number;
}

export interface ScalarNode extends Range {
  readonly kind: 'scalar';
  readonly value: YamlScalar;
  readonly style: ScalarStyle;
}

/** `flow`: in brackets. */
export interface ListNode extends Range {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface MapNode extends Range {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: readonly PairNode[];
}

export interface PairNode extends Range {
  readonly key: string;
  /** Behind the colon. */
  readonly valueAt: number;
  /** null: nothing stands there. */
  readonly value: YamlNode | null;
}

export type YamlNode = ScalarNode | ListNode | MapNode;

export type YamlValue = YamlScalar | readonly YamlValue[] | { readonly [key: string]: YamlValue };

class NotRead extends Error {}

/** The one document of the text; null when it is empty, undefined when it is broken or has what is not read. */
export function parseYaml(text: string): YamlNode | null | undefined {
  try {
    const documents = contentOf(yamlLanguage.parser.parse(text).topNode);
    if (documents.length > 1) return undefined;
    const [content, ...more] = documents[0] === undefined ? [] : contentOf(documents[0]);
    if (more.length > 0) return undefined;
    return content === undefined ? null : nodeOf(content, text);
  } catch (error) {
    if (error instanceof NotRead) return undefined;
    throw error;
  }
}

/** As the parser names it, in small letters. */
function nameOf(node: SyntaxNode): string {
  return node.name.toLowerCase();
}

/** Children that say something. */
function contentOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.type.isError) throw new NotRead();
    if (!/^(comment|directiveend|docend|[-?:,[\]{}])$/.test(nameOf(child))) found.push(child);
  }
  return found;
}

function nodeOf(node: SyntaxNode, text: string): YamlNode {
  const { from, to } = node;
  const name = nameOf(node);
  const written = text.slice(from, to);
  switch (name) {
    case 'literal':
      return { kind: 'scalar', from, to, value: readPlain(written), style: 'plain' };
    case 'quotedliteral': {
      const value = readQuoted(written);
      if (value === undefined) throw new NotRead();
      return { kind: 'scalar', from, to, value, style: written.startsWith("'") ? 'single' : 'double' };
    }
    case 'blockliteral': {
      const [header, content] = [node.getChild('BlockLiteralHeader'), node.getChild('BlockLiteralContent')];
      const lines = content === null ? '' : text.slice(content.from, content.to);
      const value = readBlock(header === null ? '' : text.slice(header.from, header.to), lines);
      if (value === undefined) throw new NotRead();
      return { kind: 'scalar', from, to, value, style: 'block' };
    }
    case 'blocksequence':
    case 'flowsequence': {
      const items = contentOf(node).map((item) => itemOf(item, text));
      return { kind: 'list', from, to, flow: name === 'flowsequence', items };
    }
    case 'blockmapping':
    case 'flowmapping': {
      const pairs = contentOf(node).map((pair) => pairOf(pair, text));
      if (new Set(pairs.map(({ key }) => key)).size < pairs.length) throw new NotRead();
      return { kind: 'map', from, to, flow: name === 'flowmapping', pairs };
    }
    default:
      throw new NotRead();
  }
}

function itemOf(item: SyntaxNode, text: string): YamlNode {
  const [value, ...more] = contentOf(item);
  if (nameOf(item) !== 'item' || more.length > 0) throw new NotRead();
  return value === undefined
    ? { kind: 'scalar', from: item.from, to: item.from, value: null, style: 'plain' }
    : nodeOf(value, text);
}

function pairOf(pair: SyntaxNode, text: string): PairNode {
  const [key, value, ...more] = contentOf(pair);
  const colon = pair.getChild(':');
  const name = key !== undefined && nameOf(key) === 'key' ? contentOf(key)[0] : undefined;
  if (nameOf(pair) !== 'pair' || name === undefined || colon === null || more.length > 0) throw new NotRead();
  const written = nodeOf(name, text);
  if (written.kind !== 'scalar' || written.value === '<<') throw new NotRead();
  return {
    from: pair.from,
    to: pair.to,
    key: String(written.value),
    valueAt: colon.to,
    value: value === undefined ? null : nodeOf(value, text),
  };
}

/** What the node holds, as JSON has it. */
export function yamlValue(node: YamlNode | null): YamlValue {
  if (node === null) return null;
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(yamlValue);
    case 'map':
      return Object.fromEntries(node.pairs.map(({ key, value }) => [key, yamlValue(value)]));
    default:
      return node satisfies never;
  }
}

/** What a text holds; undefined where it is not read. */
export function readYaml(text: string): YamlValue | undefined {
  const node = parseYaml(text);
  return node === undefined ? undefined : yamlValue(node);
}
