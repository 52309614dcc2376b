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

describe('the migration "review"', () => {
  test('finds what was submitted in sittings before, with what lists show of it, whatever a report holds', async () => {
    const all = readMigrations();
    const at = all.findIndex(({ name }) => name.endsWith('_review'));
    await migrate(url, all.slice(0, at));
    const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
    const scope = (coverage: string) => `{ "message": "\\u0000", "coverage": ${coverage} }`;
    const counted = (count: string) => scope(`{ "kind": "exhaustive", "interleavings": "${count}" }`);
    const report = (claim: string, ...scopes: string[]) =>
      `{ "flags": ["leak", "time-limit"], "claim": ${claim}, "scopes": [${scopes.join(', ')}] }`;
    const submission = (n: number, visitor: number, mode: string, found: string) =>
      `('${id(n)}', '${id(visitor)}', '${id(1)}', 'locked-counter', '${mode}', ${mode === 'full' ? n : 'NULL'}, 'lock.acquire()', 'finished',
        'accepted', 'AC', 'Fine.', 1, now(), '${found}')`;
    await sql(
      url,
      `INSERT INTO exercise_revision (id, slug, digest, content)
         VALUES ('${id(1)}', 'locked-counter', 'd', '{ "title": "Locked counter", "starter": "\\u0000" }');
       INSERT INTO account (id, email, name, role) VALUES ('${id(1)}', 'a@example.org', 'A', 'interviewer');
       INSERT INTO visitor (id, token_hash) VALUES ('${id(1)}', sha256('1')), ('${id(2)}', sha256('2'));
       INSERT INTO interview (id, settings, created_by_id) VALUES ('${id(1)}', '{}', '${id(1)}');
       INSERT INTO sitting (id, interview_id, candidate, token_hash, visitor_id)
         VALUES ('${id(1)}', '${id(1)}', 'Ada', sha256('3'), '${id(1)}');
       INSERT INTO submission
         (id, visitor_id, revision_id, slug, mode, number, source, state, verdict, code, sentence, judging_ms, finished_at, report)
       VALUES ${[
         submission(1, 1, 'full', report('{ "kind": "exhaustive" }', counted('9007199254740993'), counted('7'))),
         submission(2, 1, 'full', report('null', counted('1'), scope('null'))),
         submission(3, 1, 'samples', report('{ "kind": "sampled" }')),
         submission(4, 2, 'full', report('null')),
       ].join(', ')}`,
    );
    await migrate(url);
    expect(await sql(url, 'SELECT sitting_id, flags, claim_kind, interleavings FROM submission ORDER BY id')).toEqual([
      { sitting_id: id(1), flags: ['leak', 'time-limit'], claim_kind: 'exhaustive', interleavings: '9007199254741000' },
      { sitting_id: id(1), flags: ['leak', 'time-limit'], claim_kind: null, interleavings: null },
      { sitting_id: id(1), flags: ['leak', 'time-limit'], claim_kind: 'sampled', interleavings: null },
      { sitting_id: null, flags: ['leak', 'time-limit'], claim_kind: null, interleavings: null },
    ]);
    const found = await sql(
      url,
      `SELECT submission_id, fingerprints FROM submission_search
       WHERE words @@ websearch_to_tsquery('simple', 'ada "locked counter" acquire') ORDER BY 1`,
    );
    expect(found).toEqual([1, 2].map((n) => ({ submission_id: id(n), fingerprints: null })));
  });
});
