import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MigrationMismatch, type Postgres, prepareDatabase, StoreUnavailable } from '../src/index.ts';
import { type Migration, migrate, readMigrations } from '../src/migrate.ts';
import { runProgram, sql, startTestServer } from './support.ts';

let server: Postgres;
let url: string;
let count = 0;

beforeAll(async () => {
  server = await startTestServer();
});

afterAll(() => server.destroy());

beforeEach(async () => {
  const name = `empty_${count++}`;
  await sql(server.url, `CREATE DATABASE ${name}`);
  url = server.url.replace(/\/postgres$/, `/${name}`);
});

afterEach(() => sql(server.url, `DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`));

function migration(name: string, text: string): Migration {
  return { name, sql: text, checksum: createHash('sha256').update(text).digest('hex') };
}

const FIRST = migration('1_first', 'CREATE TABLE one (n int); INSERT INTO one VALUES (1);');
const SECOND = migration('2_second', 'ALTER TABLE one ADD COLUMN m int; UPDATE one SET m = n + 1;');

describe('migrating', () => {
  test('applies each migration once, in order', async () => {
    expect(await migrate(url, [FIRST])).toEqual(['1_first']);
    expect(await migrate(url, [FIRST])).toEqual([]);
    expect(await migrate(url, [FIRST, SECOND])).toEqual(['2_second']);
    expect(await migrate(url, [FIRST, SECOND])).toEqual([]);
    expect(await sql(url, 'SELECT n, m FROM one')).toEqual([{ n: 1, m: 2 }]);
  });

  test('keeps the books as Prisma does', async () => {
    await migrate(url);
    const [known] = readMigrations();
    const [row] = await sql(url, 'SELECT * FROM _prisma_migrations');
    expect(row).toMatchObject({
      migration_name: known?.name,
      checksum: known?.checksum,
      applied_steps_count: 1,
      rolled_back_at: null,
      logs: null,
    });
    expect(row?.finished_at).toBeInstanceOf(Date);
  });

  test('keeps nothing of a migration that fails, and applies it when it is right', async () => {
    const wrong = migration('2_second', 'ALTER TABLE one ADD COLUMN m int; SELECT no_such_function();');
    await expect(migrate(url, [FIRST, wrong])).rejects.toThrow(/2_second could not be applied.*no_such_function/);
    expect(await sql(url, 'SELECT * FROM one')).toEqual([{ n: 1 }]);
    expect(await migrate(url, [FIRST, SECOND])).toEqual(['2_second']);
  });

  test('refuses a migration that was changed after it had been applied', async () => {
    await migrate(url, [FIRST]);
    const changed = migration('1_first', `${FIRST.sql} -- changed`);
    await expect(migrate(url, [changed, SECOND])).rejects.toThrow(MigrationMismatch);
    await expect(migrate(url, [changed, SECOND])).rejects.toThrow(
      /1_first was changed after it had been applied.*Restore/,
    );
    expect(await sql(url, 'SELECT * FROM one')).toEqual([{ n: 1 }]);
  });

  test('refuses a database that a newer version has used', async () => {
    await migrate(url, [FIRST, SECOND]);
    await expect(migrate(url, [FIRST])).rejects.toThrow(
      /has migration 2_second, which this version of Lockstep does not know/,
    );
  });

  test('refuses a database where another tool left a migration half done', async () => {
    await migrate(url, [FIRST]);
    await sql(url, "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', $1, '2_second')", [
      SECOND.checksum,
    ]);
    await expect(migrate(url, [FIRST, SECOND])).rejects.toThrow(
      /2_second was begun by another tool and did not end.*prisma migrate resolve/,
    );
  });

  test('says that there is no database', async () => {
    await expect(migrate('postgresql://lockstep:x@127.0.0.1:1/none')).rejects.toThrow(StoreUnavailable);
  });

  test('may be done by several processes at once: each migration is applied by one of them', async () => {
    const preparers = [1, 2, 3].map(() => runProgram('preparer.ts', url));
    const applied = await Promise.all(preparers.map((preparer) => preparer.line()));
    expect(await Promise.all(preparers.map((preparer) => preparer.ended))).toEqual([0, 0, 0]);
    const all = readMigrations().map(({ name }) => name);
    expect(applied.map((line) => JSON.parse(line)).sort()).toEqual([[], [], all]);
    expect(await prepareDatabase(url)).toEqual([]);
    expect(await sql(url, "SELECT count(*)::int AS queues FROM pgboss.queue WHERE name = 'judging'")).toEqual([
      { queues: 1 },
    ]);
  });
});
