/**
 * Writes events for webhooks, each in the transaction of what it tells of: there is never one without the other, whoever
 * dies. An event has one id; each webhook that wants it gets a delivery of its own (deliveries.ts), with the names that it
 * is to know. Where no webhook wants an event, none is written.
 */
import { randomUUID } from 'node:crypto';
import { InterviewSettings, SittingId, type SubmissionId, VisitorId, WebhookEvent } from '@lockstep/protocol';
import { z } from 'zod';
import type { Transaction } from '../client.ts';
import { standingsOf } from '../interviews/standings.ts';
import { fromDocument, toDocument } from '../stored.ts';

/** What each event is made of. Names are taken out for webhooks that are not to know them. */
interface Told {
  readonly interview: { readonly id: string; readonly title: string };
  readonly sitting: { readonly id: string; readonly candidate: string };
}

const Wanting = z.array(z.object({ id: z.uuid(), names: z.boolean() }));

/** A full submission of a sitting is over: it has its verdict, or was cancelled. Of all others nobody is told. */
export async function tellOfSubmission(transaction: Transaction, id: SubmissionId, at: Date): Promise<void> {
  const rows = await transaction.$queryRaw`
    SELECT submission.slug AS exercise, number AS attempt, state, verdict, code, claim->>'kind' AS claim,
      submission.created_at AS "createdAt", submission.started_at AS "startedAt", submission.finished_at AS "finishedAt",
      sitting.id AS sitting, candidate, interview.id AS interview, settings->>'title' AS title
    FROM submission JOIN sitting ON sitting.visitor_id = submission.visitor_id JOIN interview ON interview.id = interview_id
    WHERE submission.id = ${id}::uuid AND mode = 'full'`;
  const [row] = Ended.parse(rows);
  if (row === undefined) return;
  const { sitting, candidate, interview, title, createdAt, startedAt, finishedAt, ...facts } = row;
  const told = { interview: { id: interview, title }, sitting: { id: sitting, candidate } };
  const submission = {
    ...{ id, ...facts },
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: (finishedAt ?? at).toISOString(),
  };
  await send(transaction, at, 'submission.finished', told, { submission });
}

const Ended = z.array(
  z.object({
    exercise: z.string(),
    attempt: z.int(),
    state: z.string(),
    verdict: z.string().nullable(),
    code: z.string().nullable(),
    claim: z.string().nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    finishedAt: z.date().nullable(),
    sitting: z.string(),
    candidate: z.string(),
    interview: z.string(),
    title: z.string(),
  }),
);

export type EndReason = Extract<WebhookEvent, { type: 'interview.finished' }>['data']['reason'];

/** A sitting is over. Told once, and once more where it was given more time after that. */
export async function tellOfSitting(
  transaction: Transaction,
  id: SittingId,
  reason: EndReason,
  at: Date,
): Promise<void> {
  const { count } = await transaction.sitting.updateMany({ where: { id, toldAt: null }, data: { toldAt: at } });
  if (count === 0) return;
  const row = await transaction.sitting.findUniqueOrThrow({
    where: { id },
    include: { interview: { select: { id: true, settings: true } } },
  });
  const { title, items } = fromDocument(InterviewSettings, `the interview of sitting ${id}`, row.interview.settings);
  const standings = await standingsOf(transaction, [VisitorId.parse(row.visitorId)]);
  const { startedAt, endsAt } = row;
  const told = { interview: { id: row.interview.id, title }, sitting: { id, candidate: row.candidate } };
  await send(transaction, at, 'interview.finished', told, {
    reason,
    startedAt: startedAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    endedAt: (reason === 'time-up' ? (endsAt ?? at) : at).toISOString(),
    standings: items.map(({ kind, slug }) => {
      const own = standings.find((one) => one.kind === kind && one.slug === slug);
      return { kind, slug, tries: own?.tries ?? 0, verdict: own?.verdict ?? null, right: own?.right ?? null };
    }),
  });
}

const ENDED_LOCK = 'lockstep sittings over';
const ENDED_AT_ONCE = 50;
const Ids = z.array(z.object({ id: SittingId }));

/**
 * Tells of sittings whose time was up `graceMs` ago, a bounded number of them. Returns how many; null when another process
 * is at it.
 */
export async function tellOfTimeUp(transaction: Transaction, graceMs: number, at: Date): Promise<number | null> {
  const [lock] = await transaction.$queryRaw<
    { mine: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(hashtext(${ENDED_LOCK})) AS mine`;
  if (lock?.mine !== true) return null;
  const rows = await transaction.$queryRaw`
    SELECT id FROM sitting WHERE told_at IS NULL AND ends_at <= ${new Date(at.getTime() - graceMs)}
      AND finished_at IS NULL AND withdrawn_at IS NULL
    ORDER BY ends_at LIMIT ${ENDED_AT_ONCE} FOR UPDATE SKIP LOCKED`;
  const over = Ids.parse(rows);
  for (const { id } of over) await tellOfSitting(transaction, id, 'time-up', at);
  return over.length;
}

/** What an admin sends to one webhook, to see whether it arrives. Returns the delivery. */
export async function sendTest(transaction: Transaction, webhook: string, at: Date): Promise<string> {
  const event = { type: 'webhook.test', timestamp: at.toISOString(), data: { webhook } } as const;
  return write(transaction, webhook, randomUUID(), event, null, at);
}

async function send(
  transaction: Transaction,
  at: Date,
  type: 'submission.finished' | 'interview.finished',
  { interview, sitting }: Told,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  // Held to the end: one that is deleted meanwhile waits, and takes its deliveries along.
  const rows = await transaction.$queryRaw`
    SELECT id, names FROM webhook WHERE off_at IS NULL AND ${type} = ANY(events) ORDER BY created_at, id FOR KEY SHARE`;
  const eventId = randomUUID();
  for (const { id, names } of Wanting.parse(rows)) {
    const event = fromDocument(WebhookEvent, `the event ${type} of sitting ${sitting.id}`, {
      type,
      timestamp: at.toISOString(),
      data: {
        interview: names ? interview : { id: interview.id },
        sitting: names ? sitting : { id: sitting.id },
        ...facts,
      },
    });
    await write(transaction, id, eventId, event, sitting.id, at);
  }
}

async function write(
  transaction: Transaction,
  webhook: string,
  eventId: string,
  event: WebhookEvent,
  sitting: string | null,
  at: Date,
): Promise<string> {
  const id = randomUUID();
  await transaction.$executeRaw`
    INSERT INTO webhook_delivery (id, webhook_id, event_id, kind, body, sitting_id, state, next_at, created_at)
    VALUES (${id}::uuid, ${webhook}::uuid, ${eventId}::uuid, ${event.type}, ${toDocument(event)}::json, ${sitting}::uuid,
      'waiting', ${at}, ${at})`;
  return id;
}
