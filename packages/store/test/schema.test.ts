/** The migrations make the database that schema.prisma describes, as Prisma itself reads it. */
import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createTestDatabase, type Postgres, type TestDatabase } from '../src/index.ts';
import { MIGRATIONS_FOLDER } from '../src/migrate.ts';
import { sql, startTestServer, temporaryFolder } from './support.ts';

const Field = z.object({
  name: z.string(),
  dbName: z.string().nullish(),
  kind: z.enum(['scalar', 'object']),
  isRequired: z.boolean(),
  isList: z.boolean(),
  type: z.string(),
  nativeType: z.tuple([z.string(), z.array(z.string())]).nullish(),
  default: z.union([z.number(), z.object({ name: z.enum(['now', 'autoincrement']) })]).optional(),
  relationFromFields: z.array(z.string()).optional(),
  relationToFields: z.array(z.string()).optional(),
  relationOnDelete: z.string().optional(),
  relationOnUpdate: z.string().optional(),
});
const Model = z.object({ name: z.string(), dbName: z.string(), fields: z.array(Field) });
const Datamodel = z.object({
  models: z.array(Model),
  indexes: z.array(
    z.object({
      model: z.string(),
      type: z.enum(['id', 'unique', 'normal']),
      fields: z.array(z.object({ name: z.string(), sortOrder: z.literal('desc').optional() })),
    }),
  ),
});
type Datamodel = z.infer<typeof Datamodel>;

const REVIEWED = `WHERE ((sitting_id IS NOT NULL) AND (mode = 'full'::text))`;

/** What the schema language cannot say: columns of types that Prisma does not know, indexes on a part of a table or other than btree. */
const NOT_SAID = {
  columns: [{ table: 'submission_search', column: 'words', type: 'tsvector', required: true, default: null }],
  indexes: [
    `CREATE INDEX submission_review_idx ON public.submission USING btree (created_at DESC, id DESC) ${REVIEWED}`,
    `CREATE INDEX submission_review_slug_idx ON public.submission USING btree (slug, created_at DESC, id DESC) ${REVIEWED}`,
    `CREATE INDEX submission_review_verdict_idx ON public.submission USING btree (verdict, created_at DESC, id DESC) ${REVIEWED}`,
    `CREATE INDEX submission_review_claim_idx ON public.submission USING btree (claim_kind, created_at DESC, id DESC) ${REVIEWED.replace('(', '((claim_kind IS NOT NULL) AND ')}`,
    `CREATE INDEX submission_review_sitting_idx ON public.submission USING btree (sitting_id, created_at DESC, id DESC) ${REVIEWED}`,
    'CREATE INDEX submission_of_sitting_idx ON public.submission USING btree (sitting_id) WHERE (sitting_id IS NOT NULL)',
    'CREATE INDEX submission_search_words_idx ON public.submission_search USING gin (words)',
    'CREATE INDEX submission_search_fingerprints_idx ON public.submission_search USING gin (fingerprints)',
  ],
};

let server: Postgres;
let database: TestDatabase;
let datamodel: Datamodel;

beforeAll(async () => {
  server = await startTestServer();
  database = await createTestDatabase(server.url);
  datamodel = readDatamodel();
});

afterAll(() => server.destroy());

/** What Prisma makes of the schema: it gives its reading to every generator, so also to one of ours. */
function readDatamodel(): Datamodel {
  const { folder, remove } = temporaryFolder();
  try {
    const output = path.join(folder, 'datamodel.json');
    const program = path.join(import.meta.dirname, 'programs', 'dmmf.mjs');
    // Prisma splits a provider at blanks: link to the program from where there are none.
    symlinkSync(program, path.join(folder, 'program.mjs'));
    symlinkSync(process.execPath, path.join(folder, 'node'));
    const generator = `generator datamodel {\n provider = "${folder}/node ${folder}/program.mjs"\n output = "${output}"\n}\n`;
    const schema = readFileSync(path.join(MIGRATIONS_FOLDER, '..', 'schema.prisma'), 'utf8');
    writeFileSync(path.join(folder, 'schema.prisma'), schema.replace(/^generator client \{.*?^\}\n/ms, generator));
    const prisma = path.join(
      path.dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
      'build',
      'index.js',
    );
    const env = {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    };
    const result = spawnSync(process.execPath, [prisma, 'generate', '--schema', 'schema.prisma', '--no-hints'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    if (result.status !== 0) throw new Error(`${result.stdout}${result.stderr}`);
    return Datamodel.parse(JSON.parse(readFileSync(output, 'utf8')));
  } finally {
    remove();
  }
}

const TYPES: Record<string, string> = {
  String: 'text',
  Boolean: 'boolean',
  Int: 'integer',
  BigInt: 'bigint',
  Float: 'double precision',
  Bytes: 'bytea',
  Uuid: 'uuid',
  Json: 'json',
  'Timestamptz(3)': 'timestamp(3) with time zone',
};

function columnOf(model: z.infer<typeof Model>, name: string): string {
  const field = model.fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`${model.name} has no field ${name}`);
  return field.dbName ?? field.name;
}

function modelNamed(name: string): z.infer<typeof Model> {
  const model = datamodel.models.find((candidate) => candidate.name === name);
  if (model === undefined) throw new Error(`there is no model ${name}`);
  return model;
}

function defaultOf(value: z.infer<typeof Field>['default'], sequence: string): string | null {
  if (value === undefined) return null;
  if (typeof value === 'number') return String(value);
  return value.name === 'now' ? 'CURRENT_TIMESTAMP' : `nextval('${sequence}'::regclass)`;
}

describe('the migrated database', () => {
  test('has the tables of the schema, and the books of the migrations', async () => {
    const rows = await sql(database.url, "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'");
    expect(rows.map(({ name }) => name).sort()).toEqual(
      ['_prisma_migrations', ...datamodel.models.map(({ dbName }) => dbName)].sort(),
    );
  });

  test('has the columns of the schema: names, types, nullability and defaults', async () => {
    const rows = await sql(
      database.url,
      `SELECT relname AS table, attname AS column, format_type(atttypid, atttypmod) AS type, attnotnull AS required,
         pg_get_expr(adbin, adrelid) AS default
       FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped AND relname <> '_prisma_migrations'`,
    );
    const wanted = datamodel.models.flatMap((model) =>
      model.fields
        .filter(({ kind }) => kind === 'scalar')
        .map((field) => {
          const native =
            field.nativeType == null
              ? field.type
              : [field.nativeType[0], ...field.nativeType[1].map((argument) => `(${argument})`)].join('');
          return {
            table: model.dbName,
            column: field.dbName ?? field.name,
            type: `${TYPES[native] ?? `unknown ${native}`}${field.isList ? '[]' : ''}`,
            // A list is never null to Prisma; the database holds it to that by a check.
            required: field.isRequired && !field.isList,
            default: defaultOf(field.default, `${model.dbName}_${field.dbName ?? field.name}_seq`),
          };
        }),
    );
    expect(sorted(rows)).toEqual(sorted([...wanted, ...NOT_SAID.columns]));
  });

  test('has the keys and indexes of the schema, in their order', async () => {
    const rows = await sql(
      database.url,
      "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    );
    const wanted = datamodel.indexes.map(({ model: name, type, fields }) => {
      const model = modelNamed(name);
      const columns = fields.map((field) => columnOf(model, field.name));
      const index =
        type === 'id'
          ? `${model.dbName}_pkey`
          : `${model.dbName}_${columns.join('_')}_${type === 'unique' ? 'key' : 'idx'}`;
      const order = fields.map((field, at) => `${columns[at]}${field.sortOrder === 'desc' ? ' DESC' : ''}`).join(', ');
      return `CREATE ${type === 'normal' ? '' : 'UNIQUE '}INDEX ${index} ON public.${model.dbName} USING btree (${order})`;
    });
    expect(rows.map(({ indexdef }) => indexdef).sort()).toEqual([...wanted, ...NOT_SAID.indexes].sort());
  });

  test('has the foreign keys of the schema, with what they do', async () => {
    const rows = await sql(
      database.url,
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    const wanted = datamodel.models.flatMap((model) =>
      model.fields
        .filter(({ relationFromFields = [] }) => relationFromFields.length > 0)
        .map((field) => {
          const target = modelNamed(field.type);
          const from = (field.relationFromFields ?? []).map((name) => columnOf(model, name));
          const to = (field.relationToFields ?? []).map((name) => columnOf(target, name));
          const action = (name: string | undefined): string =>
            name === 'SetNull' ? 'SET NULL' : `${name}`.toUpperCase();
          const actions = `ON UPDATE ${action(field.relationOnUpdate)} ON DELETE ${action(field.relationOnDelete)}`;
          return {
            name: `${model.dbName}_${from.join('_')}_fkey`,
            definition: `FOREIGN KEY (${from.join(', ')}) REFERENCES ${target.dbName}(${to.join(', ')}) ${actions}`,
          };
        }),
    );
    expect(sorted(rows)).toEqual(sorted(wanted));
  });
});

function sorted(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const key = ({ table, column, name }: Record<string, unknown>): string => `${table} ${column} ${name}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
