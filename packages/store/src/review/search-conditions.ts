/** The filters of reviewers' table as conditions. */
import type { SubmissionFilter } from '@lockstep/protocol';
import { z } from 'zod';
import type { Client } from '../client.ts';
import { Prisma } from '../generated/client.ts';
import { toText } from '../stored.ts';
import { searchQuery } from './search-words.ts';

export interface Conditions {
  /** All hold; they speak of `submission`, and of what `tables` adds to it. */
  readonly where: Prisma.Sql;
  /** Joins, each of at most one row. */
  readonly tables: Prisma.Sql;
  /** What the words of `submission_search` have to fulfil besides; null: nothing. */
  readonly words: Prisma.Sql | null;
}

/** Of these sittings or fewer a filter names each one, so that their submissions are looked up; of more it is part of the condition. */
const FEW_SITTINGS = 2_000;

const Ids = z.array(z.object({ id: z.uuid() }));

export async function conditionsOf(client: Client, filter: SubmissionFilter): Promise<Conditions> {
  // As the partial indexes have it.
  const where = [Prisma.sql`submission.sitting_id IS NOT NULL AND submission.mode = 'full'`];
  const tables: Prisma.Sql[] = [];
  const oneOf = (column: Prisma.Sql, values: readonly string[]): void => {
    const [only, ...more] = values;
    if (only === undefined) return;
    where.push(
      more.length === 0 ? Prisma.sql`${column} = ${only}` : Prisma.sql`${column} = ANY(${[...values]}::text[])`,
    );
  };
  oneOf(Prisma.sql`submission.slug`, listed(filter.exercise));
  oneOf(Prisma.sql`submission.verdict`, listed(filter.verdict));
  oneOf(Prisma.sql`submission.claim_kind`, listed(filter.claim));
  oneOf(Prisma.sql`submission.state`, listed(filter.state));
  if (filter.from !== undefined) where.push(Prisma.sql`submission.created_at >= ${momentOf(filter.from)}`);
  if (filter.to !== undefined) where.push(Prisma.sql`submission.created_at < ${momentOf(filter.to)}`);
  if (filter.sitting !== undefined) where.push(Prisma.sql`submission.sitting_id = ${filter.sitting}::uuid`);

  const ofSittings = sittingConditions(filter);
  if (ofSittings !== null) {
    const rows = await client.$queryRaw`SELECT id FROM sitting WHERE ${ofSittings} LIMIT ${FEW_SITTINGS + 1}`;
    const ids = Ids.parse(rows).map(({ id }) => id);
    if (ids.length <= FEW_SITTINGS) {
      where.push(Prisma.sql`submission.sitting_id = ANY(${ids}::uuid[])`);
    } else {
      tables.push(Prisma.sql`JOIN sitting ON sitting.id = submission.sitting_id`);
      where.push(ofSittings);
    }
  }
  return {
    where: Prisma.join(where, ' AND '),
    tables: tables.length === 0 ? Prisma.empty : Prisma.join(tables, ' '),
    words:
      filter.q === undefined || filter.q === ''
        ? null
        : Prisma.sql`submission_search.words @@ websearch_to_tsquery('simple', ${searchQuery(filter.q)})`,
  };
}

function sittingConditions({ candidate, interview }: SubmissionFilter): Prisma.Sql | null {
  const where: Prisma.Sql[] = [];
  if (candidate !== undefined && candidate !== '') {
    const pattern = `%${toText(candidate).replaceAll(/[\\%_]/g, '\\$&')}%`;
    where.push(Prisma.sql`sitting.candidate COLLATE "person_name" ILIKE ${pattern}`);
  }
  if (interview !== undefined) where.push(Prisma.sql`sitting.interview_id = ${interview}::uuid`);
  return where.length === 0 ? null : Prisma.join(where, ' AND ');
}

function listed<T extends string>(values: T | readonly T[] | undefined): readonly T[] {
  return values === undefined ? [] : typeof values === 'string' ? [values] : values;
}

const LAST_MS = Date.UTC(9999, 11, 31);

/** Years that PostgreSQL writes otherwise than JavaScript are as good as the first and the last one. */
function momentOf(moment: string): Date {
  return new Date(Math.min(Math.max(Date.parse(moment), 0), LAST_MS));
}
