/** Notes on sittings. Everybody who reviews reads all of them; only its author changes one, and not one that was changed meanwhile. */
import {
  type AccountId,
  Note,
  type NoteChange,
  type NoteId,
  type NoteRequest,
  type SittingId,
} from '@lockstep/protocol';
import type { Client, Database } from '../client.ts';
import { fromDocument, toText } from '../stored.ts';

export type NoteMade =
  | { readonly kind: 'made'; readonly note: Note }
  /** The sitting has no such submission. */
  | { readonly kind: 'no-submission' }
  /** The submission's source has no such line. */
  | { readonly kind: 'no-line'; readonly lines: number }
  | { readonly kind: 'too-many'; readonly most: number };

export type NoteChanged =
  | { readonly kind: 'done'; readonly note: Note }
  /** It was changed since the version that the change follows. Nothing was written. */
  | { readonly kind: 'conflict'; readonly current: Note }
  | { readonly kind: 'not-own' }
  /** There is none, or it was deleted. */
  | { readonly kind: 'unknown' };

export interface Notes {
  /** Of a sitting, in the order in which they were written, as `reader` sees them. */
  list(sitting: SittingId, reader: AccountId): Promise<Note[]>;
  /** The sitting must be there. */
  make(sitting: SittingId, request: NoteRequest, author: AccountId): Promise<NoteMade>;
  change(id: NoteId, change: NoteChange, actor: AccountId): Promise<NoteChanged>;
  /** Its words are gone then; `done` has the note as it was. */
  remove(id: NoteId, follows: number, actor: AccountId): Promise<NoteChanged>;
}

const MOST_NOTES = 2_000;
const author = { author: { select: { id: true, name: true } } } as const;

export function openNotes(database: Database, now: () => Date): Notes {
  /** Writes to the own one that was not changed meanwhile. */
  const write = (
    id: NoteId,
    follows: number,
    actor: AccountId,
    data: { readonly text: string; readonly changedAt?: Date; readonly deletedAt?: Date },
  ): Promise<NoteChanged> =>
    database.transact(async (transaction) => {
      const was = await read(transaction, id);
      if (was === null) return { kind: 'unknown' };
      if (was.authorId !== actor) return { kind: 'not-own' };
      const { count } = await transaction.note.updateMany({
        where: { id, authorId: actor, version: follows, deletedAt: null },
        data: { ...data, version: follows + 1 },
      });
      if (count === 1 && data.deletedAt !== undefined) return { kind: 'done', note: noteOf(was, actor) };
      const row = await read(transaction, id);
      if (row === null) return { kind: 'unknown' };
      return count === 1
        ? { kind: 'done', note: noteOf(row, actor) }
        : { kind: 'conflict', current: noteOf(row, actor) };
    });
  return {
    async list(sitting, reader) {
      const rows = await database.run((client) =>
        client.note.findMany({
          where: { sittingId: sitting, deletedAt: null },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
          take: MOST_NOTES,
          include: author,
        }),
      );
      return rows.map((row) => noteOf(row, reader));
    },

    make: (sitting, { text, submission, line, atMs, slug }, actor) =>
      database.transact(async (transaction) => {
        if ((await transaction.note.count({ where: { sittingId: sitting, deletedAt: null } })) >= MOST_NOTES) {
          return { kind: 'too-many', most: MOST_NOTES };
        }
        const on =
          submission === null
            ? null
            : await transaction.submission.findFirst({
                where: { id: submission, sittingId: sitting },
                select: { slug: true, source: true },
              });
        if (submission !== null && on === null) return { kind: 'no-submission' };
        const lines = on === null ? 0 : on.source.split(/\r\n?|\n/).length;
        if (line !== null && line > lines) return { kind: 'no-line', lines };
        const row = await transaction.note.create({
          data: {
            id: crypto.randomUUID(),
            sittingId: sitting,
            submissionId: submission,
            line,
            atMs,
            slug: on?.slug ?? slug,
            authorId: actor,
            text: toText(text),
            createdAt: now(),
          },
          include: author,
        });
        return { kind: 'made', note: noteOf(row, actor) };
      }),

    change: (id, { text, follows }, actor) => write(id, follows, actor, { text: toText(text), changedAt: now() }),

    remove: (id, follows, actor) => write(id, follows, actor, { text: '', deletedAt: now() }),
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof read>>>;

function read(client: Pick<Client, 'note'>, id: NoteId) {
  return client.note.findUnique({ where: { id, deletedAt: null }, include: author });
}

function noteOf({ sittingId, submissionId, authorId, createdAt, changedAt, ...row }: Row, reader: AccountId): Note {
  return fromDocument(Note, `note ${row.id}`, {
    ...row,
    sitting: sittingId,
    submission: submissionId,
    own: authorId === reader,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt?.toISOString() ?? null,
  });
}
