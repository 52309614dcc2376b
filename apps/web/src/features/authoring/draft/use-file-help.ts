/** What helps while one types into a file: Python's names, TypeScript's types. Each is loaded when a file of its kind is opened. */
import { Compartment, type Extension } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { useMemo, useState } from 'react';
import { languageOf } from '../code/file-languages.ts';
import type { TypeClient } from '../types/type-client.ts';
import type { TypeFault } from '../types/type-protocol.ts';
import type { FileProblem } from './file-problems.tsx';

/** `help`: for the editor of the file. `problems`: what the types say, with lines in `content`. */
export function useFileHelp(
  path: string,
  types: TypeClient,
  content: string,
): { readonly help: Extension; readonly problems: readonly FileProblem[] } {
  const [found, setFound] = useState<{ readonly path: string; readonly faults: readonly TypeFault[] } | null>(null);
  const help = useMemo(() => {
    switch (languageOf(path)) {
      case 'python':
        return whenLoaded(async () => (await import('../../../shared/editor/assist.ts')).assist());
      case 'typescript':
        return whenLoaded(async () => {
          const { typeHelp } = await import('../types/type-help.ts');
          return typeHelp(types, (faults) => setFound({ path, faults }));
        });
      default:
        return [];
    }
  }, [path, types]);
  const faults = found?.path === path ? found.faults : NONE;
  const problems = useMemo(
    () =>
      faults.map(({ from, severity, message }) => ({
        line: content.slice(0, from).split('\n').length,
        message,
        hint: severity === 'warning',
      })),
    [faults, content],
  );
  return { help, problems };
}

const NONE: readonly TypeFault[] = [];

/** An extension that joins the editor when it is there; offline it stays away. */
function whenLoaded(load: () => Promise<Extension>): Extension {
  const place = new Compartment();
  const loading = ViewPlugin.define((view: EditorView) => {
    let over = false;
    load().then(
      (extension) => {
        if (!over) view.dispatch({ effects: place.reconfigure(extension) });
      },
      () => undefined,
    );
    return {
      destroy() {
        over = true;
      },
    };
  });
  return [place.of([]), loading];
}
