/** Titles by which lists name exercises and interviews. Documents are read whole: json operators fail on a NUL anywhere in one. */
import { z } from 'zod';
import type { Client, Transaction } from '../client.ts';
import { fromDocument } from '../stored.ts';

const Titled = z.object({ title: z.string() });

export interface RevisionTitles {
  /** Of these revisions of exercises. */
  of(client: Pick<Transaction, 'exerciseRevision'>, revisions: Iterable<string>): Promise<ReadonlyMap<string, string>>;
}

/** Titles that are remembered: a revision never changes. */
const MOST_REMEMBERED = 2_000;

export function openRevisionTitles(): RevisionTitles {
  const known = new Map<string, string>();
  return {
    async of(client, revisions) {
      const wanted = new Set(revisions);
      const titles = new Map([...wanted].flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? ''] as const] : [])));
      const missing = [...wanted].filter((id) => !titles.has(id));
      if (missing.length === 0) return titles;
      const rows = await client.exerciseRevision.findMany({
        where: { id: { in: missing } },
        select: { id: true, content: true },
      });
      if (known.size + rows.length > MOST_REMEMBERED) known.clear();
      for (const { id, content } of rows) {
        const { title } = fromDocument(Titled, `exercise revision ${id}`, content);
        known.set(id, title);
        titles.set(id, title);
      }
      return titles;
    },
  };
}

/** Titles of these interviews, as they are now. */
export async function interviewTitles(
  client: Pick<Client, 'interview'>,
  interviews: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await client.interview.findMany({
    where: { id: { in: [...new Set(interviews)] } },
    select: { id: true, settings: true },
  });
  return new Map(rows.map(({ id, settings }) => [id, fromDocument(Titled, `interview ${id}`, settings).title]));
}
