/**
 * Leaves out of zod what reading JSON never needs, and a bundler keeps because each schema class refers to it: the
 * writer of JSON Schema, and the bookkeeping for values that contain themselves. Parsing is the same without them;
 * `zod/mini` has neither unless it is asked for.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const WRITES = /^ *inst\._zod\.processJSONSchema = .*;$/gm;

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
        const left = code.replace(WRITES, '');
        if (left === code) this.error('zod writes JSON Schema in another way now; see bundle/zod-for-json.ts');
        return { code: left, map: null };
      },
    },
  };
}
