/**
 * Databases for tests: each a copy of a prepared template, which takes a fraction of what preparing takes.
 *
 * The template is made once for each content (migrations, version of the queue), by whoever comes first, under an
 * advisory lock. It gets its name when it is ready, so that nobody copies a half-made one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type pg from 'pg';
import { readMigrations } from './migrate.ts';
import { prepareDatabase } from './prepare.ts';
import { quoteName, withConnection } from './sql.ts';

export interface TestDatabase {
  readonly url: string;
  /** Closes all connections to it and deletes it. */
  drop(): Promise<void>;
}

const LOCK = 'lockstep test template';

/** Makes a prepared database of its own on the server of `adminUrl`, whose user may create databases. */
export async function createTestDatabase(adminUrl: string): Promise<TestDatabase> {
  const options = { url: adminUrl, statementTimeoutMs: 60_000, applicationName: 'lockstep tests' };
  const name = `lockstep_test_${randomBytes(8).toString('hex')}`;
  await withConnection(options, async (admin) => {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [LOCK]);
    const template = await ensureTemplate(admin, adminUrl);
    await admin.query(`CREATE DATABASE ${quoteName(name)} TEMPLATE ${quoteName(template)}`);
  });
  return {
    url: inDatabase(adminUrl, name),
    drop: () =>
      withConnection(
        options,
        async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${quoteName(name)} WITH (FORCE)`)),
      ),
  };
}

async function ensureTemplate(admin: pg.Client, adminUrl: string): Promise<string> {
  const queue = path.join(path.dirname(createRequire(import.meta.url).resolve('pg-boss')), '..', 'package.json');
  const content = createHash('sha256').update(readFileSync(queue));
  for (const { name, checksum } of readMigrations()) content.update(`${name} ${checksum}\n`);
  const template = `lockstep_template_${content.digest('hex').slice(0, 16)}`;
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
  if (rowCount === 1) return template;
  const unfinished = `${template}_new`;
  await admin.query(`DROP DATABASE IF EXISTS ${quoteName(unfinished)} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${quoteName(unfinished)}`);
  await prepareDatabase(inDatabase(adminUrl, unfinished));
  await admin.query(`ALTER DATABASE ${quoteName(unfinished)} RENAME TO ${quoteName(template)}`);
  return template;
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
