/**
 * Makes the Prisma client in src/generated from prisma/schema.prisma. Prints nothing when all is well, and does
 * nothing when schema, Prisma and this script are those that the client on disk was made from.
 *
 * Generating needs no engine, but Prisma's command insists on downloading one unless it is told that it has it: any
 * executable will do, since it is never started. So nothing here uses the network.
 *
 * The client is made in a folder of its own and then moved into place, so that two runs at once do not mix.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PACKAGE = path.dirname(import.meta.dirname);
const SCHEMA = path.join(PACKAGE, '..', '..', 'prisma', 'schema.prisma');
const OUTPUT = path.join(PACKAGE, 'src', 'generated');
const STAMP = path.join(OUTPUT, 'made-from');

const manifest = createRequire(import.meta.url).resolve('prisma/package.json');
const schema = readFileSync(SCHEMA, 'utf8');
const wanted = createHash('sha256')
  .update(schema)
  .update(readFileSync(manifest))
  .update(readFileSync(import.meta.filename))
  .digest('hex');

if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) generate();

function generate() {
  const folder = mkdtempSync(path.join(PACKAGE, 'src', '.generating-'));
  try {
    // Below a name that git ignores, should this process be killed before it can clean up.
    const work = path.join(folder, 'generated');
    mkdirSync(work);
    const made = path.join(work, 'client');
    const file = path.join(work, 'schema.prisma');
    writeFileSync(
      file,
      schema.replace(/^(\s*output\s*=\s*).*$/m, (_, start) => `${start}${JSON.stringify(made)}`),
    );
    const command = path.join(path.dirname(manifest), 'build', 'index.js');
    const result = spawnSync(process.execPath, [command, 'generate', '--schema', file, '--no-hints'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    });
    if (result.status !== 0 || !existsSync(path.join(made, 'client.ts'))) {
      const said = `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`.trim();
      process.stderr.write(`The database client could not be generated from ${SCHEMA}:\n${said}\n`);
      process.exitCode = 1;
      return;
    }
    writeFileSync(path.join(made, 'made-from'), wanted);
    moveIntoPlace(made);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function moveIntoPlace(made) {
  rmSync(OUTPUT, { recursive: true, force: true });
  try {
    renameSync(made, OUTPUT);
  } catch (error) {
    // Another run was quicker; the same schema gave it the same client.
    if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) throw error;
  }
}
