/**
 * Webhooks: where a server sends what happened in interviews, signed after Standard Webhooks (standardwebhooks.com). What
 * is sent is webhook-event.ts; here is what admins ask for and see.
 */
import { z } from 'zod';
import { WebhookEventKind } from './webhook-event.ts';

export const WebhookId = z.uuid().brand<'WebhookId'>();
export type WebhookId = z.infer<typeof WebhookId>;
export const DeliveryId = z.uuid().brand<'DeliveryId'>();
export type DeliveryId = z.infer<typeof DeliveryId>;

/** Whether a server sends to an address is decided by that server; this is what any address has to be. */
export const WebhookUrl = z
  .string()
  .trim()
  .max(2_000)
  .pipe(z.url({ protocol: /^https?$/, message: 'this is no web address' }))
  .refine((url) => !/^[^/]*\/\/[^/?#]*@/.test(url), { message: 'an address with a password in it is kept by too many' })
  .refine((url) => !url.includes('#'), { message: 'what stands behind a # is never sent' });

const Events = z
  .array(WebhookEventKind)
  .min(1, 'a webhook is told of something')
  .max(WebhookEventKind.options.length)
  .refine((events) => new Set(events).size === events.length, { message: 'an event stands there twice' });

export const WebhookRequest = z.strictObject({
  url: WebhookUrl,
  events: Events,
  /** Send names of candidates, and titles of interviews, which may hold names. */
  names: z.boolean(),
});
export type WebhookRequest = z.infer<typeof WebhookRequest>;

/** What is left out stays. `on`: false sends nothing until it is true again; what waits meanwhile waits. */
export const WebhookChange = WebhookRequest.partial().extend({ on: z.boolean().optional() });
export type WebhookChange = z.infer<typeof WebhookChange>;

const Moment = z.iso.datetime().nullable();

export const WebhookView = z.object({
  id: WebhookId,
  url: z.string(),
  events: z.array(WebhookEventKind),
  names: z.boolean(),
  createdAt: z.iso.datetime(),
  /** null: it is on. `failing`: the server switched it off, as nothing had reached it for days. */
  off: z.object({ at: z.iso.datetime(), why: z.enum(['admin', 'failing']) }).nullable(),
  /** Every try since then failed; null: the last one did not. */
  failingSince: Moment,
  /** Until then what is sent is signed with the secret before this one, too; null: with this one only. */
  earlierSecretUntil: Moment,
  /** Events that wait to be sent, or to be sent again. */
  waiting: z.int(),
  lastDeliveredAt: Moment,
});
export type WebhookView = z.infer<typeof WebhookView>;
export const WebhookList = z.object({ items: z.array(WebhookView) });
export type WebhookList = z.infer<typeof WebhookList>;

/** `secret`: `whsec_` and 32 random bytes in base64. It is shown this once. */
export const WebhookMade = z.object({ secret: z.string(), view: WebhookView });
export type WebhookMade = z.infer<typeof WebhookMade>;

/** `failed`: as often as it is tried, and not delivered. */
export const DeliveryState = z.enum(['waiting', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** An event on its way to one webhook. */
export const DeliveryView = z.object({
  id: DeliveryId,
  /** The same to every webhook, and with every try: `webhook-id`. */
  event: z.uuid(),
  kind: z.enum([...WebhookEventKind.options, 'webhook.test']),
  state: DeliveryState,
  /** How often it was tried since it was last asked for. */
  attempts: z.int(),
  /** When it is tried next; null unless it waits. */
  nextAt: Moment,
  /** HTTP status of the last answer; null: none came. */
  lastStatus: z.int().nullable(),
  /** Why the last try failed, in a sentence. */
  lastError: z.string().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: Moment,
});
export type DeliveryView = z.infer<typeof DeliveryView>;
/** `now`: the server's clock. */
export const DeliveryPage = z.object({
  items: z.array(DeliveryView),
  next: z.string().nullable(),
  now: z.iso.datetime(),
});
export type DeliveryPage = z.infer<typeof DeliveryPage>;
