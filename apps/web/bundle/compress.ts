/**
 * `node bundle/compress.ts`, after `vite build`: leaves `.br` and `.gz` beside each file of dist/ that is worth it, so
 * that the server compresses nothing while somebody waits.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';

const DIST = path.join(import.meta.dirname, '../dist');
const TEXT = /\.(js|css|html|svg)$/;
/** Below this a response is one packet anyway. */
const LEAST_BYTES = 1024;
/** From here on the last hundredths of a file's size cost the build seconds. */
const LARGE_BYTES = 2 ** 20;

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < LEAST_BYTES) return;
  const params = {
    [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT,
    [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    [zlib.BROTLI_PARAM_QUALITY]: bytes.length < LARGE_BYTES ? zlib.BROTLI_MAX_QUALITY : 9,
  };
  await Promise.all([
    toBrotli(bytes, { params }).then((compressed) => writeFile(`${file}.br`, compressed)),
    toGzip(bytes, { level: 9 }).then((compressed) => writeFile(`${file}.gz`, compressed)),
  ]);
}

const names = await readdir(DIST, { recursive: true });
await Promise.all(names.filter((name) => TEXT.test(name)).map((name) => compress(path.join(DIST, name))));
