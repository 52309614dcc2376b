/**
 * The questions of the bank, with revisions as exercises have them, and what visitors answered. An answer is never
 * changed; the visitor's answers to a question are numbered from 1.
 */
import { randomUUID } from 'node:crypto';
import { Answer, type GivenAnswer, Question, type Slug, type VisitorId } from '@lockstep/protocol';
import type { Database } from './client.ts';
import type { PublishResult } from './exercises.ts';
import { fromDocument, toDocument } from './stored.ts';

export interface PublishedQuestion {
  readonly revisionId: string;
  readonly question: Question;
}

export interface NewAnswer {
  readonly visitorId: VisitorId;
  readonly slug: Slug;
  readonly revisionId: string;
  readonly answer: Answer;
  readonly right: boolean;
  /** The first answer stays the only one. */
  readonly once?: boolean;
}

export interface Questions {
  /** Makes these the questions of the bank, all at once. Those of `broken` packages keep their last good revision. */
  publish(questions: readonly Question[], broken?: readonly { readonly slug: string }[]): Promise<PublishResult>;
  /** Current questions by track and position. */
  current(): Promise<PublishedQuestion[]>;
  /** The current revision, or null for a question that is unknown or withdrawn. */
  bySlug(slug: Slug): Promise<PublishedQuestion | null>;
  /** Any revision, also an old one. */
  revision(id: string): Promise<PublishedQuestion | null>;
  /** Null, and nothing kept, when the visitor has given too many to this question. */
  answer(answer: NewAnswer): Promise<GivenAnswer | null>;
  /** The visitor's last answer to a revision. */
  lastAnswer(visitorId: VisitorId, revisionId: string): Promise<GivenAnswer | null>;
  /** All answers of a visitor with the revisions that they were given to, in the order in which they were given. */
  answers(visitorId: VisitorId): Promise<{ slug: string; revisionId: string; given: GivenAnswer }[]>;
  /** Whether any answer was right, for each question that the visitor answered. */
  standings(visitorId: VisitorId): Promise<ReadonlyMap<string, boolean>>;
}

const PUBLISH_LOCK = 'lockstep publish questions';
/** Answers of one visitor to one question. */
const MAX_ANSWERS = 200;

export function openQuestions(database: Database, now: () => Date): Questions {
  return {
    publish(questions, broken = []) {
      return database.transact(async (transaction) => {
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${PUBLISH_LOCK}))`;
        const changed: string[] = [];
        for (const question of questions) {
          const { slug, digest } = question;
          const inserted = await transaction.$executeRaw`
            INSERT INTO question_revision (id, slug, digest, content)
            VALUES (${randomUUID()}::uuid, ${slug}, ${digest}, ${toDocument(question)}::json)
            ON CONFLICT (slug, digest) DO NOTHING`;
          if (inserted > 0) changed.push(slug);
          await transaction.$executeRaw`
            INSERT INTO question (slug, current_revision_id)
            SELECT slug, id FROM question_revision WHERE slug = ${slug} AND digest = ${digest}
            ON CONFLICT (slug) DO UPDATE SET current_revision_id = excluded.current_revision_id, withdrawn_at = NULL
            WHERE question.current_revision_id <> excluded.current_revision_id OR question.withdrawn_at IS NOT NULL`;
        }
        const withdrawn = await transaction.question.updateManyAndReturn({
          where: { slug: { notIn: [...questions, ...broken].map(({ slug }) => slug) }, withdrawnAt: null },
          data: { withdrawnAt: now() },
          select: { slug: true },
        });
        return { changed, withdrawn: withdrawn.map(({ slug }) => slug) };
      });
    },

    async current() {
      const rows = await database.run((client) =>
        client.question.findMany({ where: { withdrawnAt: null }, include: { currentRevision: true } }),
      );
      return rows
        .map(({ currentRevision }) => published(currentRevision))
        .sort(
          ({ question: a }, { question: b }) =>
            a.track.number - b.track.number || a.position - b.position || (a.slug < b.slug ? -1 : 1),
        );
    },

    async bySlug(slug) {
      const row = await database.run((client) =>
        client.question.findUnique({ where: { slug, withdrawnAt: null }, include: { currentRevision: true } }),
      );
      return row === null ? null : published(row.currentRevision);
    },

    async revision(id) {
      const row = await database.run((client) => client.questionRevision.findUnique({ where: { id } }));
      return row === null ? null : published(row);
    },

    answer({ visitorId, slug, revisionId, answer, right, once = false }) {
      return database.transact(async (transaction) => {
        // Two tabs at once get two numbers.
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`answer ${visitorId} ${slug}`}))`;
        const given = await transaction.answer.count({ where: { visitorId, slug } });
        if (given >= (once ? 1 : MAX_ANSWERS)) return null;
        const row = await transaction.answer.create({
          data: { visitorId, slug, number: given + 1, revisionId, content: answer, right, createdAt: now() },
        });
        return givenAnswer(row);
      });
    },

    async lastAnswer(visitorId, revisionId) {
      const row = await database.run((client) =>
        client.answer.findFirst({ where: { visitorId, revisionId }, orderBy: { number: 'desc' } }),
      );
      return row === null ? null : givenAnswer(row);
    },

    async answers(visitorId) {
      const rows = await database.run((client) =>
        client.answer.findMany({
          where: { visitorId },
          orderBy: [{ createdAt: 'asc' }, { slug: 'asc' }, { number: 'asc' }],
        }),
      );
      return rows.map((row) => ({ slug: row.slug, revisionId: row.revisionId, given: givenAnswer(row) }));
    },

    async standings(visitorId) {
      const rows = await database.run((client) =>
        client.answer.groupBy({ by: ['slug', 'right'], where: { visitorId }, orderBy: { right: 'asc' } }),
      );
      // Right ones come last, and stay.
      return new Map(rows.map(({ slug, right }) => [slug, right]));
    },
  };
}

function published({ id, slug, content }: { id: string; slug: string; content: unknown }): PublishedQuestion {
  return { revisionId: id, question: fromDocument(Question, `question ${slug}, revision ${id},`, content) };
}

interface AnswerRow {
  readonly slug: string;
  readonly number: number;
  readonly content: unknown;
  readonly right: boolean;
  readonly createdAt: Date;
}

function givenAnswer({ slug, number, content, right, createdAt }: AnswerRow): GivenAnswer {
  const answer = fromDocument(Answer, `answer ${number} to ${slug}`, content);
  return { number, answer, right, answeredAt: createdAt.toISOString() };
}
