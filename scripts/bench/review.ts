/** Figures of review: how long the table of 100,000 submissions takes, first page and count, by each filter. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InterviewId, Slug, type SubmissionFilter } from '@lockstep/protocol';
import { fingerprintsOf, programOf } from '@lockstep/similarity';
import { createTestDatabase, openStore, type Store, startPostgres } from '@lockstep/store';
import { type Figure, median, wallMs } from './measure.ts';
import { fillDatabase, OLD, RARE, SITTING_SUBMISSIONS } from './review-data.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SLUG = Slug.parse('locked-counter');
const PAGE_ROWS = 50;
/** Of a line of a plan: one may name thousands of sittings. */
const PLAN_CHARACTERS = 240;
const BOUND = '100 ms';

const FILTERS: Readonly<Record<string, SubmissionFilter>> = {
  'without a filter': {},
  'of an exercise': { exercise: SLUG },
  'of two exercises': { exercise: [SLUG, Slug.parse('bank-transfer')] },
  'of a verdict': { verdict: 'deadlock' },
  'of three verdicts': { verdict: ['race', 'deadlock', 'accepted'] },
  'of a rare claim': { claim: 'sampled' },
  'of a candidate': { candidate: 'novak 4711' },
  'of a frequent name': { candidate: 'žofie' },
  'of an interview': { interview: InterviewId.parse('00000002-0000-4000-8000-000000000011') },
  'of a week': { from: '2026-06-01', to: '2026-06-08' },
  'with a rare word': { q: RARE.word },
  'with a frequent word': { q: 'process' },
  'with a word of long ago': { q: OLD.word },
  'with a phrase': { q: '"counter.value += 1"' },
  'without a frequent word': { q: '-process' },
  'of a combination': { exercise: SLUG, verdict: 'race', from: '2026-03-01', q: 'lock' },
  'of a combination that nothing fits': { verdict: 'leak', candidate: 'silva', q: `${RARE.word} missing` },
};

export async function reviewFigures(times: number, plans: boolean): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-review-'));
  const postgres = await startPostgres({ dataFolder: folder, durable: false });
  try {
    const database = await createTestDatabase(postgres.url);
    const store = await openStore({ url: database.url });
    try {
      const filling = await wallMs(() => fillDatabase(store, database.url, ROOT));
      process.stdout.write(
        `${SITTING_SUBMISSIONS} submissions of candidates and as many of practice, made in ${(filling / 1000).toFixed(0)} s\n\n`,
      );
      return await measured(store, times, plans);
    } finally {
      await store.close();
    }
  } finally {
    await postgres.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measured(store: Store, times: number, plans: boolean): Promise<Figure[]> {
  const { submissionSearches, similarSubmissions } = store;
  const figures: Figure[] = [];
  const measure = async (name: string, work: () => Promise<unknown>, bound: string | null, note: string) => {
    await work();
    const samples: number[] = [];
    for (let i = 0; i < times; i++) samples.push(await wallMs(work));
    const worst = `worst ${Math.max(...samples).toFixed(1)} ms`;
    const promised = bound === null ? {} : { bound };
    figures.push({ name, value: median(samples), unit: 'ms', samples: times, ...promised, note: `${worst}, ${note}` });
  };
  for (const [name, filter] of Object.entries(FILTERS)) {
    const { count } = await submissionSearches.count(filter);
    const fits = `${count} fit`;
    await measure(`first page ${name}`, () => submissionSearches.page({ filter, limit: PAGE_ROWS }), BOUND, fits);
    await measure(`count ${name}`, () => submissionSearches.count(filter), null, fits);
    if (plans) await printPlans(name, filter);
  }
  let cursor: string | undefined;
  for (let page = 1; page < 50; page++) {
    cursor = (await submissionSearches.page({ filter: {}, cursor, limit: PAGE_ROWS }))?.next ?? undefined;
  }
  await measure(
    'page 50 by its cursor',
    () => submissionSearches.page({ filter: {}, cursor, limit: PAGE_ROWS }),
    BOUND,
    'without a filter',
  );
  await measure(
    '1,000 rows, as CSV takes them',
    () => submissionSearches.page({ filter: {}, limit: 1_000 }),
    null,
    'without a filter',
  );
  await measure('what the filters offer', () => submissionSearches.facets(), null, 'three groupings');
  const compared = await longest(store);
  const { fingerprints } = compared;
  const alike = { ...compared, slug: SLUG, least: Math.ceil(fingerprints.length / 2), limit: 10 };
  await measure(
    'ten most alike of 2,500',
    () => similarSubmissions.find(alike),
    null,
    `${fingerprints.length} fingerprints`,
  );
  return figures;

  async function printPlans(name: string, filter: SubmissionFilter): Promise<void> {
    const found = await submissionSearches.plans({ filter, limit: PAGE_ROWS });
    for (const [what, lines] of Object.entries(found ?? {})) {
      process.stdout.write(
        `${what} ${name}\n${lines.map((line) => `  ${line.slice(0, PLAN_CHARACTERS)}`).join('\n')}\n\n`,
      );
    }
  }
}

/** Of some submissions the one with the most fingerprints. */
async function longest({ submissionSearches, submissions }: Store) {
  const page = await submissionSearches.page({ filter: { exercise: SLUG }, limit: 20 });
  const all = [];
  for (const { id, sitting } of page?.items ?? []) {
    const source = (await submissions.get(id))?.source ?? '';
    all.push({ sitting, fingerprints: fingerprintsOf(programOf(source)) });
  }
  const [first] = all.sort((a, b) => b.fingerprints.length - a.fingerprints.length);
  if (first === undefined) throw new Error('there is nothing to compare with');
  return first;
}
