/**
 * `virtual:type-libraries`: what TypeScript knows of the language's own library, as texts by file name. Taken from the package that has the
 * compiler itself, so that both are of one version. Only what checker modules see: the language up to ES2024, no browser and no Node.
 */
import type { Plugin } from 'vite';

const NAME = 'virtual:type-libraries';
/** The library that everything else is referenced from. */
const ROOT = 'lib.es2024.d.ts';

export function typeLibraries(): Plugin {
  return {
    name: 'lockstep:type-libraries',
    resolveId: { filter: { id: /^virtual:type-libraries$/ }, handler: () => `\0${NAME}` },
    load: {
      filter: { id: /type-libraries$/ },
      async handler(id) {
        if (id !== `\0${NAME}`) return null;
        return { code: `export default ${JSON.stringify(Object.fromEntries(await languageLibraries()))};`, map: null };
      },
    },
  };
}

/** Texts by file name; comments that say nothing about a name are left out. */
export async function languageLibraries(): Promise<ReadonlyMap<string, string>> {
  // Large: only who builds or asks for it loads it.
  const { getLibFiles } = await import('@ts-morph/common');
  const all = new Map(getLibFiles().map(({ fileName, text }) => [fileName, text]));
  const found = new Map<string, string>();
  const wanted = [ROOT];
  for (const name of wanted) {
    const text = all.get(name);
    if (text === undefined) throw new Error(`TypeScript has no ${name}; see bundle/type-libraries.ts`);
    if (found.has(name)) continue;
    found.set(name, text.replace(/^\/\*![\s\S]*?\*\/\s*/, ''));
    for (const [, reference] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)" \/>/gm))
      wanted.push(`lib.${reference}.d.ts`);
  }
  return found;
}
