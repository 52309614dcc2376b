/**
 * Leaves out of zod what reading JSON never needs, and a bundler keeps because each schema class refers to it: the
 * writer of JSON Schema, the bookkeeping for values that contain themselves, and the old way to ask for a format of a text
 * (`z.string().email()`), which brings all formats along: `z.email()` brings one. Parsing is the same without them; `zod/mini` has
 * none of these unless it is asked for. A schema that is built the old way fails when its page loads.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const WRITES = /^ *inst\._zod\.processJSONSchema = .*;$/gm;

const FORMATS = /^ {4}\w+\(params\) \{\n {8}return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},\n/gm;

export function zodForJson(): Plugin {
  return {
    name: 'lockstep:zod-for-json',
    apply: 'build',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/(to-json-schema|memoizer)\.js$/ },
      handler: (_source, importer) =>
        importer?.includes('/zod/v4/') ? fileURLToPath(new URL('./zod-left-out.ts', import.meta.url)) : null,
    },
    transform: {
      filter: { id: /\/zod\/v4\/classic\/schemas\.js$/ },
      handler(code) {
        const unwritten = code.replace(WRITES, '');
        if (unwritten === code) this.error('zod writes JSON Schema in another way now; see bundle/zod-for-json.ts');
        const left = unwritten.replace(FORMATS, '');
        if (left === unwritten) this.error('zod has its formats in another way now; see bundle/zod-for-json.ts');
        return { code: left, map: null };
      },
    },
  };
}
