/**
 * Events on their way to webhooks.
 *
 * Theory of operation. The rows are the queue. Any number of servers claim what is due (SKIP LOCKED, so that none waits for
 * another), send it outside of any transaction, and settle what came of it. A claim ends by itself: what a server that died
 * had claimed is sent again, so a receiver may get an event twice, with the same id. A claim counts as a try, and what is
 * settled names its try: an answer that comes late changes nothing.
 */
import { type AccountId, DeliveryId, DeliveryPage, DeliveryView, WebhookId } from '@lockstep/protocol';
import { z } from 'zod';
import type { Database, Transaction } from '../client.ts';
import { cursorOf, madeBefore, readCursor } from '../cursor.ts';
import type { WebhookDelivery as Row } from '../generated/client.ts';
import { fromDocument, toText } from '../stored.ts';
import { sendTest, tellOfTimeUp } from './outbox.ts';
import { lock, noteOf } from './webhooks.ts';

/** A try under way. */
export interface ClaimedDelivery {
  readonly id: DeliveryId;
  readonly webhook: WebhookId;
  readonly url: string;
  readonly event: string;
  /** As it is to be sent, to the letter. */
  readonly body: string;
  /** From 1. */
  readonly attempt: number;
  /** What it is to be signed with, the current one first. */
  readonly secrets: readonly Uint8Array[];
}

export type Answered =
  | { readonly kind: 'delivered'; readonly status: number }
  /** `status` null: no answer came. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly error: string };

export type Asked =
  | { readonly kind: 'queued'; readonly delivery: DeliveryView }
  | { readonly kind: 'unknown' }
  /** The webhook is switched off. */
  | { readonly kind: 'off' };

export interface Deliveries {
  /** Of a webhook, newest first. `cursor`: the `next` of the page before. `bad-cursor`: that is none of ours; null: no such webhook. */
  list(
    webhook: WebhookId,
    query: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<DeliveryPage | 'bad-cursor' | null>;
  /** Queues an event that says nothing, to see whether it arrives. */
  test(webhook: WebhookId, actor: AccountId): Promise<Asked>;
  /** Sends it again, now, whatever became of it; one that waits does not wait any longer. */
  again(id: DeliveryId, actor: AccountId): Promise<Asked>;
  /** Takes what is due, at most `most` of each webhook, none of those in `busy`. */
  claim(most: number, busy: readonly WebhookId[]): Promise<ClaimedDelivery[]>;
  /**
   * What came of a try. One that failed waits for the next, or was the last one. A webhook that nothing reached for three
   * days is switched off.
   */
  settle(claimed: ClaimedDelivery, answered: Answered): Promise<void>;
  /** Writes events of sittings whose time was up `graceMs` ago; null when another process is at it. */
  tellOfTimeUp(graceMs: number): Promise<number | null>;
  /** Deletes what was delivered or failed longer ago than it is kept. Returns how many. */
  forget(): Promise<number>;
}

/** Between one try and the next: over about 19 hours in all. */
export const RETRY_AFTER_SECONDS = [5, 60, 300, 1_800, 7_200, 18_000, 36_000] as const;
/** What webhooks were sent is kept so long. */
export const DELIVERIES_KEPT_DAYS = 30;
/** Longer than any try takes. */
const CLAIM_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const OFF_AFTER_MS = 3 * DAY_MS;
const FORGOTTEN_AT_ONCE = 500;
const ERROR_CHARACTERS = 300;

export function openDeliveries(database: Database, now: () => Date): Deliveries {
  return {
    async list(webhook, { cursor, limit }) {
      const after = cursor === undefined ? null : readCursor(cursor);
      if (cursor !== undefined && after === null) return 'bad-cursor';
      const known = await database.run((client) => client.webhook.count({ where: { id: webhook } }));
      if (known === 0) return null;
      const rows = await database.run((client) =>
        client.webhookDelivery.findMany({
          where: { webhookId: webhook, ...madeBefore(after) },
          omit: { body: true },
          orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
          take: limit + 1,
        }),
      );
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return fromDocument(DeliveryPage, 'a page of deliveries', {
        items: shown.map(viewOf),
        next: rows.length > limit && last !== undefined ? cursorOf({ at: last.createdAt, id: last.id }) : null,
        now: now().toISOString(),
      });
    },

    test: (webhook, actor) =>
      database.transact(async (transaction) => {
        const hook = await lock(transaction, webhook);
        if (hook === null) return { kind: 'unknown' };
        if (hook.offAt !== null) return { kind: 'off' };
        const id = await sendTest(transaction, webhook, now());
        await noteOf(transaction, actor, 'webhook-tested', hook);
        return queued(transaction, id);
      }),

    again: (id, actor) =>
      database.transact(async (transaction) => {
        const found = await transaction.webhookDelivery.findUnique({ where: { id }, select: { webhookId: true } });
        // The webhook first, as everywhere: two who lock both in another order would wait for one another.
        const hook = found === null ? null : await lock(transaction, WebhookId.parse(found.webhookId));
        if (hook === null) return { kind: 'unknown' };
        if (hook.offAt !== null) return { kind: 'off' };
        await transaction.$executeRaw`
          UPDATE webhook_delivery SET attempts = CASE state WHEN 'waiting' THEN attempts ELSE 0 END,
            state = 'waiting', delivered_at = NULL, next_at = ${now()}
          WHERE id = ${id}::uuid`;
        await noteOf(transaction, actor, 'webhook-sent-again', hook);
        return queued(transaction, id);
      }),

    claim: (most, busy) =>
      database.transact(async (transaction) => {
        const at = now();
        const rows = await transaction.$queryRaw`
          UPDATE webhook_delivery SET attempts = attempts + 1, claimed_until = ${new Date(at.getTime() + CLAIM_MS)}
          FROM (
            SELECT due.id, url, secret, CASE WHEN earlier_secret_until > ${at} THEN earlier_secret END AS earlier
            FROM webhook CROSS JOIN LATERAL (
              SELECT id FROM webhook_delivery
              WHERE webhook_id = webhook.id AND state = 'waiting' AND next_at <= ${at}
                AND (claimed_until IS NULL OR claimed_until <= ${at})
              ORDER BY next_at, id LIMIT ${most} FOR UPDATE SKIP LOCKED
            ) due
            WHERE off_at IS NULL AND NOT webhook.id = ANY(${[...busy]}::uuid[])
          ) claimed
          WHERE webhook_delivery.id = claimed.id
          RETURNING webhook_delivery.id, webhook_id AS webhook, event_id AS event, body::text, attempts AS attempt, url, secret, earlier`;
        return Claimed.parse(rows).map(({ secret, earlier, ...claimed }) => {
          return { ...claimed, secrets: earlier === null ? [secret] : [secret, earlier] };
        });
      }),

    settle: (claimed, answered) => database.transact((transaction) => settle(transaction, claimed, answered, now())),

    tellOfTimeUp: (graceMs) => database.transact((transaction) => tellOfTimeUp(transaction, graceMs, now())),

    async forget() {
      const before = new Date(now().getTime() - DELIVERIES_KEPT_DAYS * DAY_MS);
      for (let forgotten = 0; ; ) {
        const batch = await database.run(
          (client) => client.$executeRaw`
            DELETE FROM webhook_delivery WHERE id IN (
              SELECT id FROM webhook_delivery WHERE state <> 'waiting' AND created_at < ${before}
              LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED)`,
        );
        forgotten += batch;
        if (batch < FORGOTTEN_AT_ONCE) return forgotten;
      }
    },
  };
}

const Claimed = z.array(
  z.object({
    id: DeliveryId,
    webhook: WebhookId,
    event: z.uuid(),
    body: z.string(),
    attempt: z.int(),
    url: z.string(),
    secret: z.instanceof(Uint8Array),
    earlier: z.instanceof(Uint8Array).nullable(),
  }),
);

async function settle(
  transaction: Transaction,
  { id, webhook, attempt }: ClaimedDelivery,
  answered: Answered,
  at: Date,
): Promise<void> {
  const hook = await lock(transaction, webhook);
  if (hook === null) return;
  const where = { id, attempts: attempt, state: 'waiting' };
  if (answered.kind === 'delivered') {
    const { count } = await transaction.webhookDelivery.updateMany({
      where,
      data: { state: 'delivered', deliveredAt: at, claimedUntil: null, lastStatus: answered.status, lastError: null },
    });
    if (count > 0 && hook.failingSince !== null) {
      await transaction.webhook.update({ where: { id: webhook }, data: { failingSince: null } });
    }
    return;
  }
  const pause = RETRY_AFTER_SECONDS[attempt - 1];
  const { count } = await transaction.webhookDelivery.updateMany({
    where,
    data: {
      ...(pause === undefined ? { state: 'failed' } : { nextAt: new Date(at.getTime() + pause * 1_000) }),
      claimedUntil: null,
      lastStatus: answered.status,
      lastError: toText(answered.error).slice(0, ERROR_CHARACTERS),
    },
  });
  if (count === 0 || hook.offAt !== null) return;
  const since = hook.failingSince ?? at;
  const gaveUp = at.getTime() - since.getTime() >= OFF_AFTER_MS;
  await transaction.webhook.update({
    where: { id: webhook },
    data: { failingSince: since, ...(gaveUp ? { offAt: at, offWhy: 'failing' } : {}) },
  });
  if (gaveUp) await noteOf(transaction, null, 'webhook-switched-off', hook);
}

async function queued(transaction: Transaction, id: string): Promise<Asked> {
  const row = await transaction.webhookDelivery.findUniqueOrThrow({ where: { id }, omit: { body: true } });
  return { kind: 'queued', delivery: viewOf(row) };
}

function viewOf(row: Omit<Row, 'body'>): DeliveryView {
  const { id, eventId, kind, state, attempts, nextAt, lastStatus, lastError, createdAt, deliveredAt } = row;
  return fromDocument(DeliveryView, `delivery ${id}`, {
    ...{ id, event: eventId, kind, state, attempts, lastStatus, lastError },
    nextAt: state === 'waiting' ? nextAt.toISOString() : null,
    createdAt: createdAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  });
}
