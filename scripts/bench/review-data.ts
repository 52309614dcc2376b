/**
 * A database of many interviews, made in bulk: 100,000 submissions of candidates in 10,000 sittings of 200 interviews over a year, and as many
 * of practice. Always the same: what a row has follows from its number. Sources are the reference submissions of the bank.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadExercises } from '@lockstep/exercise-kit';
import { fingerprintsOf, programOf } from '@lockstep/similarity';
import type { Store } from '@lockstep/store';
import pg from 'pg';

export const SITTING_SUBMISSIONS = 100_000;
const SITTINGS = 10_000;
const INTERVIEWS = 200;

/** A word that one submission in so many has. */
export const RARE = { word: 'heisenbug', oneIn: 5_000 } as const;

/** A word that all of the first sittings have, and none later: a page of it begins far down in time. */
export const OLD = { word: 'yesteryear', sittings: 500 } as const;

const SETTINGS = {
  ...{ items: [{ kind: 'exercise', slug: 'locked-counter' }], minutes: 60, opensAt: null, closesAt: null },
  ...{ submissions: null, feedback: 'findings', instructions: 'Take your time.', rubric: [] },
};

/** Fills an empty database that the store has prepared. */
export async function fillDatabase(store: Store, url: string, root: string): Promise<void> {
  const exercises = path.join(root, 'exercises');
  const loaded = await loadExercises(exercises);
  await store.exercises.publish(loaded.exercises.map(({ exercise }) => exercise));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // As a restore does it: keys are right by construction, indexes are made when the rows are there.
    await client.query('SET session_replication_role = replica');
    await client.query('SET work_mem = 65536; SET maintenance_work_mem = 262144');
    const indexes = await client.query(
      "SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE indexname LIKE 'submission%' AND indexname NOT LIKE '%pkey'",
    );
    for (const { name } of indexes.rows) await client.query(`DROP INDEX "${name}"`);
    await client.query("SELECT set_config('bench.settings', $1, false)", [JSON.stringify(SETTINGS)]);
    await client.query(PEOPLE);
    await client.query(SOURCES, [JSON.stringify(sources(exercises))]);
    await client.query(SUBMISSIONS);
    await client.query(WORDS);
    for (const { made } of indexes.rows) await client.query(made);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}

function sources(exercises: string): { source: string; fingerprints: number[] }[] {
  const folders = readdirSync(exercises, { recursive: true, withFileTypes: true });
  return folders
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py') && entry.parentPath.includes('submissions'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => readFileSync(file, 'utf8'))
    .map((source) => ({ source, fingerprints: fingerprintsOf(programOf(source)) }));
}

const SOURCES = `
  CREATE TEMPORARY TABLE written AS
  SELECT (place - 1)::int AS place, value->>'source' AS source, ARRAY(SELECT json_array_elements_text(value->'fingerprints')::int) AS fingerprints
  FROM json_array_elements($1::json) WITH ORDINALITY AS one (value, place)`;

/** The n-th of a kind has this id. */
const idOf = (kind: number, number: string): string =>
  `('${String(kind).padStart(8, '0')}-0000-4000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

const PEOPLE = `
  INSERT INTO account (id, email, name, role) VALUES (${idOf(1, '1')}, 'bench@example.org', 'Bench', 'interviewer');
  INSERT INTO interview (id, settings, created_by_id, created_at)
    SELECT ${idOf(2, 'n')}, (current_setting('bench.settings')::jsonb || jsonb_build_object('title', 'Round ' || n))::json, ${idOf(1, '1')},
      timestamptz '2026-01-01Z' + n * interval '40 hours' FROM generate_series(1, ${INTERVIEWS}) AS n;
  INSERT INTO visitor (id, token_hash)
    SELECT ${idOf(3, 'n')}, sha256(int4send(n)) FROM generate_series(1, ${2 * SITTINGS}) AS n;
  INSERT INTO sitting (id, interview_id, candidate, token_hash, visitor_id, created_at, started_at, ends_at, revisions)
    SELECT ${idOf(4, 'n')}, ${idOf(2, `1 + n % ${INTERVIEWS}`)},
      (ARRAY['Ada','Grace','Edsger','Barbara','Tony','Leslie','Donald','Žofie','Jørgen','Noor'])[1 + n % 10] || ' '
        || (ARRAY['Novak','Okafor','Silva','Tanaka','Müller','Haddad','Kim'])[1 + n % 7] || ' ' || n,
      sha256(int4send(-n)), ${idOf(3, 'n')}, begun, begun, begun + interval '1 hour', '{}'
    FROM generate_series(1, ${SITTINGS}) AS n, LATERAL (SELECT timestamptz '2026-01-01Z' + n * interval '50 minutes' AS begun) AS its;
`;

/** Odd numbers are candidates', even ones practice. Rows lie in the order of time, both kinds beside each other, as they do in life. */
const SUBMISSIONS = `
  WITH bank AS (
    SELECT array_agg(slug ORDER BY slug) AS slugs, array_agg(current_revision_id ORDER BY slug) AS revisions, count(*)::int AS size FROM exercise
  )
  INSERT INTO submission (id, visitor_id, revision_id, slug, mode, number, source, state, verdict, code, claim, claim_kind, sentence,
    report, flags, interleavings, judging_ms, created_at, finished_at, sitting_id)
  SELECT ${idOf(5, 'n')}, ${idOf(3, `CASE WHEN n % 2 = 1 THEN who ELSE ${SITTINGS} + who END`)}, revisions[its], slugs[its], 'full', 1 + n / ${2 * SITTINGS},
    written.source || E'\\n# attempt ' || n || CASE WHEN (n / 2) % ${RARE.oneIn} = 7 THEN ' ${RARE.word}' ELSE '' END
      || CASE WHEN who <= ${OLD.sittings} THEN ' ${OLD.word}' ELSE '' END,
    'finished', verdict, (ARRAY['AC','RC','DL','WA','RE','TLE','LK'])[chance], claim, CASE WHEN chance = 1 THEN CASE WHEN n / 2 % 1000 = 1 THEN 'sampled' ELSE 'exhaustive' END END, 'count(2, 2): a sentence of usual length that says what happened.',
    json_build_object('flags', '[]'::json, 'padding', repeat(md5(n::text), 40)), '{}', (n * 977 % 100000)::text, 200 + n % 3000,
    at, at + interval '2 seconds', CASE WHEN n % 2 = 1 THEN ${idOf(4, 'who')} END
  FROM bank, generate_series(1, ${2 * SITTING_SUBMISSIONS}) AS n
    JOIN written ON written.place = n * 31 % (SELECT count(*) FROM written),
    LATERAL (SELECT 1 + (n / 2) % ${SITTINGS} AS who, 1 + (n / 2 * 7 + n / 20011) % size AS its,
      1 + (CASE WHEN n / 2 % 5 < 2 THEN 0 ELSE n / 2 % 7 END) AS chance) AS drawn,
    LATERAL (SELECT timestamptz '2026-01-01Z' + who * interval '50 minutes' + (n / ${2 * SITTINGS}) * interval '5 minutes' AS at,
      (ARRAY['accepted','race','deadlock','wrong-answer','runtime-error','time-limit','leak'])[chance] AS verdict,
      CASE WHEN chance = 1 THEN '{"kind":"exhaustive","interleavings":"684","states":158,"merged":false,"loops":false,"reduced":false}'::json END AS claim) AS found
  ORDER BY at, n`;

const WORDS = `
  INSERT INTO submission_search (submission_id, words, fingerprints)
  SELECT submission.id, to_tsvector('simple', lower(translate(concat_ws(' ', candidate, slug, submission.id, submission.source),
      '!"#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~', repeat(' ', 32)))), written.fingerprints
  FROM submission JOIN sitting ON sitting.id = sitting_id
  JOIN written ON written.place = ('x' || right(submission.id::text, 12))::bit(48)::bigint * 31 % (SELECT count(*) FROM written)
  ORDER BY submission.created_at`;
