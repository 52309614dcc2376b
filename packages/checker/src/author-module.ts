/** What a checker module may import, for those who check or edit one elsewhere: its name, and its text as one file. */
import { readFile } from 'node:fs/promises';

export const AUTHOR_MODULE = '@lockstep/checker/author';

/** TypeScript with all types, importing nothing: the one type that comes from elsewhere stands in it. */
export async function authorModuleText(): Promise<string> {
  const [text, values] = await Promise.all([
    readFile(new URL('./author.ts', import.meta.url), 'utf8'),
    readFile(new URL('../../protocol/src/python-value.ts', import.meta.url), 'utf8'),
  ]);
  const type = /^export type PythonValue =\n(?: {2}\| .*\n)+/m.exec(values)?.[0];
  const [head, ...rest] = text.split(/^import type \{ PythonValue \} from .*\n\nexport type \{ PythonValue \};\n/m);
  if (type === undefined || head === undefined || rest.length !== 1) {
    throw new Error('the text of what checker modules import has another form than its reader expects');
  }
  return `${head}${type}${rest.join('')}`;
}
