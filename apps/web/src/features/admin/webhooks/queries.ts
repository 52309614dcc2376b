/** What the pages about webhooks read, and what they do about them. */
import {
  DeliveryPage,
  DeliveryView,
  type WebhookChange,
  WebhookList,
  WebhookMade,
  type WebhookRequest,
  WebhookView,
} from '@lockstep/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { NOTHING } from '../../../shared/account/session.ts';
import type { Api } from '../../../shared/api/api.ts';
import { ApiError } from '../../../shared/api/http.ts';
import { pageOf } from '../queries.ts';

const PATH = '/api/admin/webhooks';
/** While something waits. */
const EVERY_MS = 3_000;

export const webhookKeys = {
  list: ['admin', 'webhooks'],
  deliveries: (id: string) => ['admin', 'webhooks', id, 'deliveries'],
} as const;

const at = (id: string, part = ''): string => `${PATH}/${encodeURIComponent(id)}${part}`;

export function webhooksQuery(api: Api) {
  return queryOptions({
    queryKey: webhookKeys.list,
    queryFn: ({ signal }) => api.read(PATH, WebhookList, signal),
    staleTime: 0,
    // Not after a refusal, as of somebody who was signed out meanwhile.
    refetchInterval: ({ state: { data, error } }) =>
      error === null && data?.items.some(({ waiting, off }) => waiting > 0 && off === null) ? EVERY_MS : false,
  });
}

export function deliveriesQuery(api: Api, id: string) {
  return infiniteQueryOptions({
    queryKey: webhookKeys.deliveries(id),
    queryFn: ({ pageParam, signal }) => api.read(pageOf(at(id, '/deliveries'), pageParam), DeliveryPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchInterval: ({ state: { data, error } }) => {
      const waits = data?.pages.some(({ items }) => items.some(({ state }) => state === 'waiting')) ?? false;
      return error === null && waits ? EVERY_MS : false;
    },
  });
}

export function makeWebhook(api: Api, request: WebhookRequest): Promise<WebhookMade> {
  return api.send('POST', PATH, WebhookMade, request);
}

export function changeWebhook(api: Api, id: string, change: WebhookChange): Promise<WebhookView> {
  return api.send('PATCH', at(id), WebhookView, change);
}

export function renewSecret(api: Api, id: string): Promise<WebhookMade> {
  return api.send('POST', at(id, '/secret'), WebhookMade, {});
}

/** One that is gone already is deleted, too. */
export async function deleteWebhook(api: Api, id: string): Promise<void> {
  try {
    await api.send('DELETE', at(id), NOTHING);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** Rejects with status 409 where the webhook is switched off. */
export function sendTest(api: Api, id: string): Promise<DeliveryView> {
  return api.send('POST', at(id, '/test'), DeliveryView, {});
}

/** Rejects with status 409 where the webhook is switched off. */
export function sendAgain(api: Api, delivery: string): Promise<DeliveryView> {
  return api.send('POST', `/api/admin/webhook-deliveries/${encodeURIComponent(delivery)}/again`, DeliveryView, {});
}
