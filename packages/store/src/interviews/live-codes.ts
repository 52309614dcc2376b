/**
 * The log of what is typed in sittings. This knows nothing of Yjs: a change is bytes.
 *
 * How far a log goes stands in its `live_code` row, and whoever adds changes holds that row to the end of the transaction:
 * so numbers have no gaps, nobody can read number 5 before number 4 is there, and two servers cannot both begin a log.
 * Servers that write several logs at once hold the rows in one order, so that none waits for the other.
 */
import { AccountId, LIVE_CODE_LIMITS, type SittingId, Slug, type VisitorId } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';
import { toText } from '../stored.ts';
import { SITTING_CHANNEL } from './sitting-notice.ts';

/** Which code: of one exercise in one sitting. */
export interface CodeKey {
  readonly sitting: SittingId;
  readonly slug: Slug;
}

export interface NewChange {
  /** When it was typed. Stored is no earlier time than that of the change before it. */
  readonly at: Date;
  readonly delayed: boolean;
  /** null: the candidate. */
  readonly author: AccountId | null;
  readonly paste: boolean;
  readonly update: Uint8Array;
}

export interface StoredTyping extends NewChange {
  readonly seq: number;
}

/** A stretch of a log, for whoever only wants the document that it makes. */
export interface LogStretch {
  readonly changes: readonly Pick<NewChange, 'update' | 'author'>[];
  /** As after its last change. */
  readonly head: CodeHead;
}

export interface CodeHead {
  readonly lastSeq: number;
  readonly lastAt: Date;
  /** What counts against the bound of a log. */
  readonly size: number;
}

export type Appended =
  /** They have the numbers after `before`. */
  | { readonly kind: 'stored'; readonly before: number; readonly head: CodeHead }
  /** The log would be too long: nothing was written to it. */
  | { readonly kind: 'full' }
  /** There is no such log any more. */
  | { readonly kind: 'gone' };

export interface DraftOfCode extends CodeKey {
  readonly visitorId: VisitorId;
  /** The last change that is in `source`. */
  readonly seq: number;
  readonly source: string;
}

export interface LiveCodes {
  /** Begins a log with what the editor begins with. False: there is one already, and nothing changed. */
  begin(key: CodeKey, first: { readonly update: Uint8Array; readonly at: Date }): Promise<boolean>;
  head(key: CodeKey): Promise<CodeHead | null>;
  /** Up to `limit` (at most 2000) changes with numbers above `seq`, in order. */
  after(key: CodeKey, seq: number, limit?: number): Promise<StoredTyping[]>;
  /**
   * A stretch of many changes after a head, which is null for the beginning; null: nothing follows. Much quicker than `after`:
   * of rows by the ten thousand, what takes the time is telling them apart.
   */
  stretch(key: CodeKey, after: CodeHead | null): Promise<LogStretch | null>;
  /** Adds to several logs, all at once; the answers are in the order of the batches. Each key is there once. */
  append(batches: readonly { readonly key: CodeKey; readonly changes: readonly NewChange[] }[]): Promise<Appended[]>;
  /** Exercises of a sitting whose draft is not as far as the log, with the last number. */
  behind(sitting: SittingId): Promise<{ slug: Slug; lastSeq: number }[]>;
  /** Brings drafts to where logs are. One that is further already stays. */
  saveDrafts(drafts: readonly DraftOfCode[]): Promise<void>;
}

/** A change takes more than its bytes: this bounds the number of rows as well. */
const ROW_SIZE = 64;
const MAX_PAGE = 2_000;
const STRETCH = 5_000;

export function sizeOf(changes: readonly { readonly update: Uint8Array }[]): number {
  return changes.reduce((size, { update }) => size + update.length + ROW_SIZE, 0);
}

const Rows = z.array(
  z.object({
    seq: z.int(),
    at: z.date(),
    delayed: z.boolean(),
    author: z.uuid().nullable(),
    paste: z.boolean(),
    update: z.instanceof(Uint8Array),
  }),
);
const Stretch = z.tuple([
  z.object({
    lastSeq: z.int().nullable(),
    lastAt: z.date().nullable(),
    updates: z.string().nullable(),
    authors: z.string().nullable(),
  }),
]);
const Heads = z.array(
  z.object({ sitting: z.uuid(), slug: Slug, lastSeq: z.int(), lastAt: z.date(), size: z.int(), draftSeq: z.int() }),
);
type Head = z.infer<typeof Heads>[number];

export function openLiveCodes(database: Database, now: () => Date): LiveCodes {
  return {
    begin: ({ sitting, slug }, { update, at }) =>
      database.transact(async (transaction) => {
        const begun = await transaction.$executeRaw`
          INSERT INTO live_code (sitting_id, slug, last_seq, last_at, size, draft_seq)
          SELECT id, ${slug}, 1, ${at}, ${sizeOf([{ update }])}, 1 FROM sitting WHERE id = ${sitting}::uuid
          ON CONFLICT DO NOTHING`;
        if (begun === 0) return false;
        await transaction.$executeRaw`
          INSERT INTO typing (sitting_id, slug, seq, at, delayed, paste, update)
          VALUES (${sitting}::uuid, ${slug}, 1, ${at}, false, false, ${Buffer.from(update)})`;
        return true;
      }),

    async head({ sitting, slug }) {
      const row = await database.run((client) =>
        client.liveCode.findUnique({ where: { sittingId_slug: { sittingId: sitting, slug } } }),
      );
      return row === null ? null : { lastSeq: row.lastSeq, lastAt: row.lastAt, size: row.size };
    },

    async after({ sitting, slug }, seq, limit = MAX_PAGE) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT seq, at, delayed, author_account_id AS author, paste, update FROM typing
          WHERE sitting_id = ${sitting}::uuid AND slug = ${slug} AND seq > ${Math.max(0, Math.trunc(seq))}
          ORDER BY seq LIMIT ${Math.max(1, Math.min(Math.trunc(limit), MAX_PAGE))}`,
      );
      return Rows.parse(rows).map((row) => ({ ...row, author: row.author as AccountId | null }));
    },

    async stretch({ sitting, slug }, after) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT max(seq) AS "lastSeq", max(at) AS "lastAt", string_agg(encode(update, 'base64'), ' ' ORDER BY seq) AS updates,
            string_agg(coalesce(author_account_id::text, ''), ' ' ORDER BY seq) AS authors
          FROM (
            SELECT seq, at, update, author_account_id FROM typing
            WHERE sitting_id = ${sitting}::uuid AND slug = ${slug} AND seq > ${after?.lastSeq ?? 0}
            ORDER BY seq LIMIT ${STRETCH}
          ) stretch`,
      );
      const [{ lastSeq, lastAt, updates, authors }] = Stretch.parse(rows);
      if (lastSeq === null || lastAt === null || updates === null || authors === null) return null;
      const names = authors.split(' ');
      const changes = updates.split(' ').map((update, index) => ({
        update: Buffer.from(update, 'base64'),
        author: names[index] ? AccountId.parse(names[index]) : null,
      }));
      return { changes, head: { lastSeq, lastAt, size: (after?.size ?? 0) + sizeOf(changes) } };
    },

    append: (batches) =>
      database.transact(async (transaction) => {
        const heads = await holdHeads(
          transaction,
          batches.map(({ key }) => key),
        );
        const plans = batches.map(({ key, changes }) => ({ changes, ...planOf(heads.get(nameOf(key)), key, changes) }));
        const written = plans.flatMap((plan) => (plan.answer.kind === 'stored' ? [plan] : []));
        if (written.length > 0) await write(transaction, written);
        return plans.map(({ answer }) => answer);
      }),

    async behind(sitting) {
      const rows = await database.run(
        (client) => client.$queryRaw`
          SELECT slug, last_seq AS "lastSeq" FROM live_code
          WHERE sitting_id = ${sitting}::uuid AND draft_seq < last_seq ORDER BY slug`,
      );
      return z.array(z.object({ slug: Slug, lastSeq: z.int() })).parse(rows);
    },

    saveDrafts: (drafts) =>
      database.transact(async (transaction) => {
        const heads = await holdHeads(transaction, drafts);
        const newer = drafts.filter((draft) => (heads.get(nameOf(draft))?.draftSeq ?? Infinity) < draft.seq);
        if (newer.length === 0) return;
        await transaction.$executeRaw`
          WITH newer AS (
            SELECT * FROM unnest(
              ${newer.map(({ sitting }) => sitting)}::uuid[], ${newer.map(({ slug }) => slug)}::text[],
              ${newer.map(({ visitorId }) => visitorId)}::uuid[], ${newer.map(({ seq }) => seq)}::int[],
              ${newer.map(({ source }) => toText(source))}::text[]
            ) AS one (sitting_id, slug, visitor_id, seq, source)
          ), moved AS (
            UPDATE live_code SET draft_seq = newer.seq FROM newer
            WHERE live_code.sitting_id = newer.sitting_id AND live_code.slug = newer.slug
          )
          INSERT INTO draft (visitor_id, slug, source, version, saved_at)
          SELECT visitor_id, slug, source, 1, ${now()} FROM newer ORDER BY visitor_id, slug
          ON CONFLICT (visitor_id, slug)
          DO UPDATE SET source = excluded.source, version = draft.version + 1, saved_at = excluded.saved_at`;
      }),
  };
}

function nameOf({ sitting, slug }: CodeKey): string {
  return `${sitting} ${slug}`;
}

/** Held to the end of the transaction, in one order for all. */
async function holdHeads(transaction: Transaction, keys: readonly CodeKey[]): Promise<ReadonlyMap<string, Head>> {
  const rows = await transaction.$queryRaw`
    SELECT sitting_id::text AS sitting, slug, last_seq AS "lastSeq", last_at AS "lastAt", size, draft_seq AS "draftSeq"
    FROM live_code WHERE (sitting_id, slug) IN (
      SELECT * FROM unnest(${keys.map(({ sitting }) => sitting)}::uuid[], ${keys.map(({ slug }) => slug)}::text[]))
    ORDER BY sitting_id, slug FOR NO KEY UPDATE`;
  return new Map(Heads.parse(rows).map((head) => [`${head.sitting} ${head.slug}`, head]));
}

interface Plan {
  readonly key: CodeKey;
  readonly answer: Appended;
  /** The time of each change, none before the one before it. */
  readonly times: readonly Date[];
}

function planOf(head: Head | undefined, key: CodeKey, changes: readonly NewChange[]): Plan {
  if (head === undefined) return { key, answer: { kind: 'gone' }, times: [] };
  const size = head.size + sizeOf(changes);
  if (size > LIVE_CODE_LIMITS.logBytes) return { key, answer: { kind: 'full' }, times: [] };
  let lastAt = head.lastAt;
  const times = changes.map(({ at }) => {
    if (at > lastAt) lastAt = at;
    return lastAt;
  });
  const after = { lastSeq: head.lastSeq + changes.length, lastAt, size };
  return { key, answer: { kind: 'stored', before: head.lastSeq, head: after }, times };
}

/** The changes, the heads and the notices, in one statement. */
async function write(
  transaction: Transaction,
  plans: readonly (Plan & { readonly changes: readonly NewChange[] })[],
): Promise<void> {
  const rows = plans.flatMap(({ key, answer, times, changes }) =>
    changes.map((change, index) => ({
      ...change,
      ...key,
      seq: answer.kind === 'stored' ? answer.before + index + 1 : 0,
      at: times[index] ?? change.at,
    })),
  );
  const heads = plans.flatMap(({ key, answer }) => (answer.kind === 'stored' ? [{ ...key, ...answer.head }] : []));
  // The driver takes no lists of bytes.
  await transaction.$executeRaw`
    WITH written AS (
      INSERT INTO typing (sitting_id, slug, seq, at, delayed, author_account_id, paste, update)
      SELECT sitting_id, slug, seq, at, delayed, author, paste, decode(update, 'base64') FROM unnest(
        ${rows.map(({ sitting }) => sitting)}::uuid[], ${rows.map(({ slug }) => slug)}::text[],
        ${rows.map(({ seq }) => seq)}::int[], ${rows.map(({ at }) => at.toISOString())}::timestamptz[],
        ${rows.map(({ delayed }) => delayed)}::boolean[], ${rows.map(({ author }) => author)}::uuid[],
        ${rows.map(({ paste }) => paste)}::boolean[],
        ${rows.map(({ update }) => Buffer.from(update).toString('base64'))}::text[]
      ) AS one (sitting_id, slug, seq, at, delayed, author, paste, update)
    ), head AS (
      SELECT * FROM unnest(
        ${heads.map(({ sitting }) => sitting)}::uuid[], ${heads.map(({ slug }) => slug)}::text[],
        ${heads.map(({ lastSeq }) => lastSeq)}::int[], ${heads.map(({ lastAt }) => lastAt.toISOString())}::timestamptz[],
        ${heads.map(({ size }) => size)}::int[]
      ) AS one (sitting_id, slug, last_seq, last_at, size)
    ), moved AS (
      UPDATE live_code SET last_seq = head.last_seq, last_at = head.last_at, size = head.size FROM head
      WHERE live_code.sitting_id = head.sitting_id AND live_code.slug = head.slug
    )
    SELECT pg_notify(${SITTING_CHANNEL}, sitting_id || ':' || slug || ':' || last_seq) FROM head`;
}
