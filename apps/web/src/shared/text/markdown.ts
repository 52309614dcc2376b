/**
 * Markdown (CommonMark and tables) as a tree. Pure. Raw HTML stays an `html` node, which nobody may render: the tree is
 * safe as long as each node becomes an element of its own and addresses pass `safeAddress`.
 */
import type { Definition, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

export interface Markdown {
  readonly root: Root;
  /** What references such as `[docs][1]` mean, by identifier. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

export function parseMarkdown(text: string): Markdown {
  const root = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const definitions = new Map<string, Definition>();
  for (const node of root.children) {
    // The first of a name counts.
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  }
  return { root, definitions };
}

const PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:'];

/** The address of a link or an image, or undefined where following it could run code. */
export function safeAddress(address: string): string | undefined {
  try {
    return PROTOCOLS.includes(new URL(address, 'https://relative.invalid').protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
