/** A generator for `prisma generate` that writes down Prisma's own reading of a schema, to the file named by its output. */
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === 'generate') writeFileSync(params.generator.output.value, JSON.stringify(params.dmmf.datamodel));
  const result =
    method === 'getManifest' ? { manifest: { prettyName: 'datamodel', defaultOutput: 'datamodel.json' } } : null;
  process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
}
