/**
 * Holds the architecture: which package may import which, and that no file takes part in an import cycle.
 * Reads import and export statements as text; the formatter keeps them in one shape.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What each part may import of ours. Packages know the protocol only; apps put them together. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'packages/protocol': [],
  'packages/judge': ['packages/protocol'],
  'packages/sandbox': ['packages/protocol'],
  'packages/executor-python': ['packages/protocol'],
  'packages/explorer': ['packages/protocol'],
  'packages/mutation': [],
  'packages/similarity': [],
  'packages/checker': ['packages/protocol'],
  'packages/exercise-kit': ['packages/protocol'],
  'packages/store': ['packages/protocol'],
  // The player runs in the browser.
  'apps/web': ['packages/protocol', 'packages/explorer'],
  'apps/server': ['packages/protocol', 'packages/exercise-kit', 'packages/similarity', 'packages/store'],
  // The one composition: the real parts behind the judge's ports, the same for grader and command line.
  'packages/judging-parts': [
    'packages/protocol',
    'packages/judge',
    'packages/sandbox',
    'packages/executor-python',
    'packages/explorer',
    'packages/checker',
  ],
  'apps/grader': [
    'packages/protocol',
    'packages/exercise-kit',
    'packages/judge',
    'packages/judging-parts',
    'packages/store',
  ],
  'apps/cli': [
    'packages/protocol',
    'packages/judge',
    'packages/judging-parts',
    'packages/exercise-kit',
    'packages/mutation',
  ],
};

/** Parts that must run in a browser or be pure: no built-in module of Node. */
const WITHOUT_NODE = new Set([
  'packages/protocol',
  'packages/judge',
  'packages/explorer',
  'packages/mutation',
  'packages/similarity',
  'apps/web',
]);

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** Every breach, as a line that names file and import. Empty when the architecture holds. Pure. */
export function importFaults(files: readonly SourceFile[]): string[] {
  const faults: string[] = [];
  const graph = new Map<string, string[]>();
  for (const { file, text } of files) {
    const part = partOf(file);
    const targets: string[] = [];
    graph.set(file, targets);
    for (const specifier of importsOf(text)) {
      if (specifier.startsWith('node:') && part !== null && WITHOUT_NODE.has(part)) {
        faults.push(`${file}: ${part} runs without Node, but imports ${specifier}`);
      }
      const target = resolve(file, specifier);
      if (target === null) continue;
      targets.push(target);
      const targetPart = partOf(target);
      if (part === null || targetPart === null || targetPart === part) continue;
      if (!(ALLOWED[part] ?? []).includes(targetPart)) faults.push(`${file}: ${part} may not import ${targetPart}`);
      else if (specifier.startsWith('.')) faults.push(`${file}: import ${targetPart} by its name, not by ${specifier}`);
    }
  }
  for (const cycle of cycles(graph)) faults.push(`import cycle: ${cycle.join(' -> ')}`);
  return faults;
}

function partOf(file: string): string | null {
  const match = /^((?:packages|apps)\/[^/]+)\/src\//.exec(file);
  return match?.[1] ?? null;
}

function importsOf(text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter((specifier) => specifier !== '');
}

function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  const match = /^@lockstep\/([^/]+)/.exec(specifier);
  if (match === null) return null;
  const inApps = ['server', 'grader', 'cli', 'web'].includes(match[1] ?? '');
  return `${inApps ? 'apps' : 'packages'}/${match[1]}/src/index.ts`;
}

/** Strongly connected components of more than one file, and files that import themselves. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    let lowest = number;
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!graph.has(target)) continue;
      if (!order.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, order.get(target) ?? lowest);
    }
    low.set(file, lowest);
    if (lowest === number) {
      const component = stack.splice(stack.indexOf(file));
      if (component.length > 1 || (graph.get(file) ?? []).includes(file)) found.push([...component, file]);
    }
    return lowest;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** The sources below `root` that the rules speak of. */
export function readSources(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  for (const top of ['packages', 'apps']) {
    for (const entry of readdirSync(path.join(root, top), { recursive: true, withFileTypes: true })) {
      const file = path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/');
      if (!entry.isFile() || !/\.tsx?$/.test(file) || /\/(node_modules|dist|generated)\//.test(file)) continue;
      if (!file.includes('/src/')) continue;
      files.push({ file, text: readFileSync(path.join(root, file), 'utf8') });
    }
  }
  return files.sort((a, b) => (a.file < b.file ? -1 : 1));
}
