/** Python's syntax tree as the operators want it, and edits of the text that it was made of. */
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';

export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export class Tree {
  readonly source: string;
  readonly root: SyntaxNode;

  constructor(source: string) {
    this.source = source;
    this.root = parser.parse(source).topNode;
  }

  text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  /** From 1. */
  line(node: SyntaxNode): number {
    return this.source.slice(0, node.from).split('\n').length;
  }

  /** Whether anything could not be parsed. A `yield` without a value is Python, though the parser misses something there. */
  get broken(): boolean {
    let broken = false;
    this.root.cursor().iterate((node) => {
      const bareYield = node.from === node.to && (node.node.parent?.name ?? '').startsWith('Yield');
      if (node.type.isError && !bareYield) broken = true;
    });
    return broken;
  }

  /** All nodes with a name, in the order of the text. */
  named(name: string): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    this.root.cursor().iterate((node) => {
      if (node.name === name) found.push(node.node);
    });
    return found;
  }
}

/** Children of a node, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Text after edits, which must not overlap. */
export function edited(source: string, edits: readonly Edit[]): string {
  let text = source;
  for (const { from, to, text: inserted } of [...edits].sort((a, b) => b.from - a.from)) {
    text = text.slice(0, from) + inserted + text.slice(to);
  }
  return text;
}

export interface Call {
  /** The whole statement. */
  readonly statement: SyntaxNode;
  /** Text before the dot: `queue`, `self.lock`. */
  readonly on: string;
  readonly method: string;
  readonly args: string;
}

/** Statements that are one call of a method: `p.join()`. */
export function methodCalls(tree: Tree): Call[] {
  return tree.named('ExpressionStatement').flatMap((statement): Call[] => {
    const call = statement.firstChild;
    if (call?.name !== 'CallExpression' || call.nextSibling !== null) return [];
    const [callee, args] = childrenOf(call);
    if (callee?.name !== 'MemberExpression' || args === undefined) return [];
    const property = callee.lastChild;
    if (property?.name !== 'PropertyName' || callee.firstChild?.name === 'String') return [];
    const on = tree.source.slice(callee.from, property.from).replace(/\s*\.\s*$/, '');
    return [{ statement, on, method: tree.text(property), args: tree.text(args).slice(1, -1).trim() }];
  });
}

export interface With {
  readonly statement: SyntaxNode;
  readonly items: readonly SyntaxNode[];
  readonly body: SyntaxNode;
}

/** `with` statements whose items look like locks: a name, an attribute, or `.get_lock()`; no `as`. */
export function lockedBlocks(tree: Tree): With[] {
  return tree.named('WithStatement').flatMap((statement): With[] => {
    const children = childrenOf(statement);
    const body = children.at(-1);
    if (body?.name !== 'Body' || children.some(({ name }) => name === 'as' || name === 'async')) return [];
    const items = children.filter((child) => child !== body && child.name !== 'with' && child.name !== ',');
    return items.length > 0 && items.every((item) => looksLikeLock(tree, item)) ? [{ statement, items, body }] : [];
  });
}

function looksLikeLock(tree: Tree, item: SyntaxNode): boolean {
  if (item.name === 'VariableName' || item.name === 'MemberExpression') return true;
  return item.name === 'CallExpression' && tree.text(item).endsWith('.get_lock()');
}
