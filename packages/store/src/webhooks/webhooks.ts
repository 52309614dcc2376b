/** Webhooks as admins make and change them. Their secrets are kept as they are: whoever signs needs them. */
import { randomBytes } from 'node:crypto';
import {
  type AccountId,
  type WebhookChange,
  WebhookId,
  WebhookList,
  type WebhookMade,
  type WebhookRequest,
  WebhookView,
} from '@lockstep/protocol';
import { type AuditAction, note } from '../accounts/audit.ts';
import type { Database, Transaction } from '../client.ts';
import type { Webhook as Row } from '../generated/client.ts';
import { fromDocument } from '../stored.ts';

export type WebhookCreated =
  | ({ readonly kind: 'made' } & WebhookMade)
  /** Nobody needs so many. */
  | { readonly kind: 'too-many'; readonly most: number };

export interface Webhooks {
  /** In the order in which they were made. */
  list(): Promise<WebhookView[]>;
  create(request: WebhookRequest, actor: AccountId): Promise<WebhookCreated>;
  /** Null, as below: there is no such webhook. */
  change(id: WebhookId, change: WebhookChange, actor: AccountId): Promise<WebhookView | null>;
  /** A new secret. What is sent in the next 24 hours is signed with both. */
  rotate(id: WebhookId, actor: AccountId): Promise<WebhookMade | null>;
  /** With all that it was sent, and what still waits. */
  delete(id: WebhookId, actor: AccountId): Promise<boolean>;
}

const MOST = 20;
const SECRET_BYTES = 32;
const BOTH_SIGN_MS = 24 * 3_600_000;

export function openWebhooks(database: Database, now: () => Date): Webhooks {
  return {
    async list() {
      const rows = await database.run((client) =>
        client.webhook.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: MOST }),
      );
      const views = await database.run((client) => viewsOf(client, rows, now()));
      return fromDocument(WebhookList, 'the webhooks', { items: views }).items;
    },

    create: ({ url, events, names }, actor) =>
      database.transact(async (transaction) => {
        // Two at once are counted one after the other.
        await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('lockstep webhooks'))`;
        if ((await transaction.webhook.count()) >= MOST) return { kind: 'too-many', most: MOST };
        const secret = new Uint8Array(randomBytes(SECRET_BYTES));
        const row = await transaction.webhook.create({
          data: { id: crypto.randomUUID(), url, events: [...events], names, secret, createdAt: now() },
        });
        await noteOf(transaction, actor, 'webhook-made', row);
        return { kind: 'made', secret: shown(secret), view: await viewOf(transaction, row, now()) };
      }),

    change: (id, { on, ...change }, actor) =>
      database.transact(async (transaction) => {
        const was = await lock(transaction, id);
        if (was === null) return null;
        const { url, events, names } = change;
        const row = await transaction.webhook.update({
          where: { id },
          data: {
            ...(url === undefined || url === was.url ? {} : { url, failingSince: null }),
            ...(events === undefined ? {} : { events: [...events] }),
            ...(names === undefined ? {} : { names }),
            ...switched(was, on, now()),
          },
        });
        if (Object.keys(change).length > 0) await noteOf(transaction, actor, 'webhook-changed', row);
        if (was.offAt === null && row.offAt !== null) await noteOf(transaction, actor, 'webhook-switched-off', row);
        if (was.offAt !== null && row.offAt === null) await noteOf(transaction, actor, 'webhook-switched-on', row);
        return viewOf(transaction, row, now());
      }),

    rotate: (id, actor) =>
      database.transact(async (transaction) => {
        const was = await lock(transaction, id);
        if (was === null) return null;
        const secret = new Uint8Array(randomBytes(SECRET_BYTES));
        const earlierSecretUntil = new Date(now().getTime() + BOTH_SIGN_MS);
        const data = { secret, earlierSecret: was.secret, earlierSecretUntil };
        const row = await transaction.webhook.update({ where: { id }, data });
        await noteOf(transaction, actor, 'webhook-secret-renewed', row);
        return { secret: shown(secret), view: await viewOf(transaction, row, now()) };
      }),

    delete: (id, actor) =>
      database.transact(async (transaction) => {
        const was = await lock(transaction, id);
        if (was === null) return false;
        await transaction.webhook.delete({ where: { id } });
        await noteOf(transaction, actor, 'webhook-deleted', was);
        return true;
      }),
  };
}

/** Held to the end. */
export async function lock(transaction: Transaction, id: WebhookId): Promise<Row | null> {
  await transaction.$queryRaw`SELECT id FROM webhook WHERE id = ${id}::uuid FOR UPDATE`;
  return transaction.webhook.findUnique({ where: { id } });
}

/** The log says where to, not what stands behind that: some addresses carry a secret there. */
export async function noteOf(
  transaction: Transaction,
  actor: AccountId | null,
  action: AuditAction,
  { id, url }: Pick<Row, 'id' | 'url'>,
): Promise<void> {
  await note(transaction, actor, action, `${new URL(url).host} (${id})`);
}

function switched(was: Row, on: boolean | undefined, at: Date) {
  if (on === undefined || on === (was.offAt === null)) return {};
  return on ? { offAt: null, offWhy: null, failingSince: null } : { offAt: at, offWhy: 'admin' };
}

/** As Standard Webhooks has secrets. */
function shown(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`;
}

async function viewOf(client: Pick<Transaction, 'webhookDelivery'>, row: Row, at: Date): Promise<WebhookView> {
  const [view] = await viewsOf(client, [row], at);
  return fromDocument(WebhookView, `webhook ${row.id}`, view);
}

async function viewsOf(client: Pick<Transaction, 'webhookDelivery'>, rows: readonly Row[], at: Date) {
  const ids = rows.map(({ id }) => id);
  const counts = await client.webhookDelivery.groupBy({
    by: ['webhookId', 'state'],
    where: { webhookId: { in: ids }, state: { in: ['waiting', 'delivered'] } },
    _count: { _all: true },
    _max: { deliveredAt: true },
    orderBy: [{ webhookId: 'asc' }, { state: 'asc' }],
  });
  return rows.map(({ id, url, events, names, createdAt, offAt, offWhy, failingSince, earlierSecretUntil }) => {
    const of = (state: string) => counts.find((one) => one.webhookId === id && one.state === state);
    const both = earlierSecretUntil !== null && earlierSecretUntil > at;
    return {
      ...{ id: WebhookId.parse(id), url, events, names },
      createdAt: createdAt.toISOString(),
      off: offAt === null ? null : { at: offAt.toISOString(), why: offWhy },
      failingSince: failingSince?.toISOString() ?? null,
      earlierSecretUntil: both ? earlierSecretUntil.toISOString() : null,
      waiting: of('waiting')?._count._all ?? 0,
      lastDeliveredAt: of('delivered')?._max.deliveredAt?.toISOString() ?? null,
    };
  });
}
