/**
 * Holds the web app ready for translation: words that people read stand in the `messages.ts` files, and figures, dates
 * and plurals come from `shared/format.ts`. Everything else is code. Reads the syntax tree, so that a word is told from
 * a class name by where it stands.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** Attributes that are read out or shown. */
const READ_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);

/** Names of keys, as keyboard events and `aria-keyshortcuts` have them in every language. */
const KEY_NAMES = new Set([
  ...['Alt', 'Control', 'Meta', 'Shift', 'Backspace', 'Delete', 'End', 'Enter', 'Escape', 'Home', 'Space', 'Tab'],
  ...['ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'PageDown', 'PageUp', 'Esc', 'Return'],
]);

/** May hold words. */
const WORD_FILES: readonly RegExp[] = [
  /(^|\/)messages\.ts$/,
  // Names of browsers and systems are the same in every language.
  /^apps\/web\/src\/features\/account\/browser-words\.ts$/,
  // A table of what Python's library has, told in one line each: a translation would replace the table.
  /^apps\/web\/src\/shared\/editor\/completion\/(library|library-types|python-words)\.ts$/,
];

/** May format by itself, with the one locale. */
const FORMAT_FILE = 'apps/web/src/shared/format.ts';

const OWN_FORMATS = new Set(['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'Intl']);

export interface WebSource {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Each word outside of its place, as `file:line: words`. Empty when all stand where they belong. Pure. */
export function wordFaults(sources: readonly WebSource[]): string[] {
  return sources.flatMap(({ file, text }) => {
    if (WORD_FILES.some((place) => place.test(file))) return [];
    const { program, errors } = parseSync(file, text);
    const [error] = errors;
    if (error !== undefined) throw new Error(`${file}: ${error.message}`);
    const found: Found[] = [];
    for (const node of nodesIn([program])) visit(node, { shown: false, file }, found);
    return found.map(({ start, words }) => `${file}:${lineOf(text, start)}: ${words}`);
  });
}

interface Found {
  readonly start: number;
  readonly words: string;
}

interface Place {
  /** Whatever text stands here is shown: it is the child of an element, or the value of an attribute that is read. */
  readonly shown: boolean;
  readonly file: string;
}

/** A node of the tree, known by its type only. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [part: string]: unknown;
}

function visit(node: Node, place: Place, found: Found[]): void {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSLiteralType':
      return;
    case 'NewExpression':
      // What only a developer reads. An ApiError is shown.
      if (nameOf(node.callee) === 'Error') return;
      break;
    case 'JSXText':
      report(node, String(node.value), true, found);
      return;
    case 'Literal':
      if (typeof node.value === 'string') report(node, node.value, place.shown, found);
      return;
    case 'TemplateElement':
      report(node, String((node.value as { readonly cooked: unknown }).cooked), place.shown, found);
      return;
    case 'Identifier':
      if (OWN_FORMATS.has(String(node.name)) && place.file !== FORMAT_FILE) {
        found.push({ start: node.start, words: `${node.name}: figures and dates are formatted by shared/format.ts` });
      }
      return;
    case 'JSXAttribute': {
      const name = nameOf(node.name);
      if (isNode(node.value)) visit(node.value, { ...place, shown: READ_ATTRIBUTES.has(name) }, found);
      return;
    }
    case 'Property': {
      // `{ label: 'Close' }`, on its way to such an attribute.
      const shown = READ_ATTRIBUTES.has(nameOf(node.key));
      for (const part of nodesIn([node.value])) visit(part, { ...place, shown }, found);
      return;
    }
    case 'JSXElement':
    case 'JSXFragment':
      for (const child of nodesIn(node.children)) visit(child, { ...place, shown: true }, found);
      for (const part of nodesIn([node.openingElement])) visit(part, { ...place, shown: false }, found);
      return;
    case 'ConditionalExpression':
      // The condition compares; only its results can be shown.
      for (const part of nodesIn([node.test])) visit(part, { ...place, shown: false }, found);
      for (const part of nodesIn([node.consequent, node.alternate])) visit(part, place, found);
      return;
    case 'TemplateLiteral':
    case 'JSXExpressionContainer':
    case 'LogicalExpression':
    case 'ParenthesizedExpression':
      for (const part of childrenOf(node)) visit(part, place, found);
      return;
    default:
  }
  // Arguments and the like: what is made of them is not known.
  for (const child of childrenOf(node)) visit(child, { ...place, shown: false }, found);
}

/** Where text is shown, each word counts; elsewhere only what begins like a sentence. */
function report({ start }: Node, text: string, shown: boolean, found: Found[]): void {
  const words = text.replace(/\s+/g, ' ').trim();
  if (words.split(' ').every((word) => KEY_NAMES.has(word))) return;
  const isWords = shown ? /\p{L}{2}/u.test(words) : /^[A-Z][a-z]+([ .,:!?]|$)/.test(words);
  if (isWords) found.push({ start, words: JSON.stringify(words) });
}

function childrenOf(node: Node): Node[] {
  return nodesIn(Object.values(node).flat());
}

function nodesIn(values: unknown): Node[] {
  return Array.isArray(values) ? values.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function nameOf(node: unknown): string {
  return isNode(node) ? String(node.name) : '';
}

function lineOf(text: string, start: number): number {
  return text.slice(0, start).split('\n').length;
}

/** The web app's own sources below `root`. */
export function readWebSources(root: string): WebSource[] {
  const folder = path.join(root, 'apps/web/src');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      file: path.relative(root, file).replaceAll(path.sep, '/'),
      text: readFileSync(file, 'utf8'),
    }));
}
