/**
 * Brings a database to the schema of this program: applies the SQL files of prisma/migrations that it has not got yet.
 *
 * Keeps its books in `_prisma_migrations`, as Prisma's own `migrate deploy` does, so that either may be used on the
 * same database. Invariants: one process at a time (the advisory lock that Prisma takes, too); a migration and its
 * entry are committed together or not at all; an applied migration whose file has changed, or that this program does
 * not know, stops it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { MigrationMismatch, messageOf } from './errors.ts';
import { withConnection } from './sql.ts';

export interface Migration {
  /** `<timestamp>_<name>`; they are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 (hex) of the file. */
  readonly checksum: string;
}

/** The lock of Prisma's migration engine: the same number keeps it and us apart. */
const LOCK = 72707369;

const BOOKS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

const Entry = z.object({ migration_name: z.string(), checksum: z.string(), finished: z.boolean() });

/** The folder of the migrations that belong to this program. */
export const MIGRATIONS_FOLDER = path.join(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations');

/** Reads the migrations of a folder, in order. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): Migration[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name, 'migration.sql');
      if (!existsSync(file)) return [];
      const sql = readFileSync(file, 'utf8');
      return [{ name, sql, checksum: createHash('sha256').update(sql).digest('hex') }];
    });
}

/**
 * Applies what is missing and returns the names of what it applied. May be called by many processes at once.
 * Throws MigrationMismatch when database and program do not fit, and StoreUnavailable when there is no database.
 */
export async function migrate(url: string, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  const options = { url, statementTimeoutMs: 120_000, applicationName: 'lockstep migrate' };
  return withConnection(options, async (client) => {
    await requireVersion(client);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      await client.query(BOOKS);
      const missing = compare(migrations, await readEntries(client));
      for (const migration of missing) await apply(client, migration);
      return missing.map((migration) => migration.name);
    } finally {
      // The end of the connection would free it, too; but not before the server has noticed it.
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    }
  });
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version");
  const version = z.object({ version: z.int() }).parse(rows[0]).version;
  if (version >= 150_000) return;
  throw new MigrationMismatch(`PostgreSQL 15 or newer is needed; this server has ${Math.floor(version / 10_000)}.`);
}

async function readEntries(client: pg.Client): Promise<z.infer<typeof Entry>[]> {
  const { rows } = await client.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations"
     WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return z.array(Entry).parse(rows);
}

/** What is still to be applied; throws MigrationMismatch. Pure. */
function compare(migrations: readonly Migration[], entries: readonly z.infer<typeof Entry>[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const applied = new Set<string>();
  for (const { migration_name: name, checksum, finished } of entries) {
    const migration = known.get(name);
    if (!finished) {
      throw new MigrationMismatch(
        `Migration ${name} was begun by another tool and did not end. Look at the database, then tell Prisma: prisma migrate resolve --rolled-back ${name} --config prisma/prisma.config.ts`,
      );
    }
    if (migration === undefined) {
      throw new MigrationMismatch(
        `The database has migration ${name}, which this version of Lockstep does not know: it was used by a newer one. Start that one, or use another database.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationMismatch(
        `Migration ${name} was changed after it had been applied to this database. Restore prisma/migrations/${name}/migration.sql and put the change into a new migration.`,
      );
    }
    applied.add(name);
  }
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new Error(`Migration ${name} could not be applied, and nothing of it was kept: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
