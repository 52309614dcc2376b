/**
 * Writes `pages.json` beside the built files: for each page what a browser should begin to load together with the
 * document. Without it, code and data would be asked for one after the other, each by the code before it.
 */
import type { Plugin, Rolldown } from 'vite';
import { PAGES } from './pages.ts';

/** What the server reads. */
export interface BuiltPage {
  readonly path: string;
  readonly preload: readonly { readonly href: string; readonly as: 'script' | 'style' | 'fetch' }[];
}

export function pageList(): Plugin {
  return {
    name: 'lockstep:page-list',
    apply: 'build',
    // After chunks that have nothing but styles are gone.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunks = new Map(
          Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])),
        );
        const entry = [...chunks.values()].find(({ isEntry }) => isEntry);
        if (entry === undefined) this.error('the bundle has no entry');
        const first = closure(entry, chunks);
        const pages = PAGES.map((page): BuiltPage => {
          const own = page.module === null ? entry : chunkOf(page.module, chunks);
          if (own === undefined) this.error(`${page.path}: ${page.module} is no chunk of its own; see bundle/pages.ts`);
          const added = [...closure(own, chunks)].filter((chunk) => !first.has(chunk));
          const data = page.data.map((href) => ({ href, as: 'fetch' }) as const);
          // What the document itself names comes first, or it would wait for a connection behind all the others.
          return { path: page.path, preload: [...filesOf([...first]), ...data, ...filesOf(added)] };
        });
        this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(pages) });
      },
    },
  };
}

type Chunks = ReadonlyMap<string, Rolldown.OutputChunk>;

function chunkOf(module: string, chunks: Chunks): Rolldown.OutputChunk | undefined {
  return [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${module}`));
}

/** Chunks and their styles, the large ones first: they take longest. */
function filesOf(chunks: readonly Rolldown.OutputChunk[]): BuiltPage['preload'] {
  const scripts = [...chunks].sort((a, b) => b.code.length - a.code.length).map(({ fileName }) => fileName);
  const styles = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
  return [
    ...[...styles].map((fileName) => ({ href: `/${fileName}`, as: 'style' }) as const),
    ...scripts.map((fileName) => ({ href: `/${fileName}`, as: 'script' }) as const),
  ];
}

/** A chunk and all that it imports statically. */
function closure(chunk: Rolldown.OutputChunk, chunks: Chunks): Set<Rolldown.OutputChunk> {
  const found = new Set([chunk]);
  for (const { imports } of found) {
    for (const name of imports) {
      const imported = chunks.get(name);
      if (imported !== undefined) found.add(imported);
    }
  }
  return found;
}
