/** The part of the fake server that speaks of webhooks. Nothing is sent: what becomes of a delivery is what a test says. */
import { randomUUID } from 'node:crypto';
import {
  DeliveryId,
  type DeliveryView,
  WebhookChange,
  type WebhookEventKind,
  WebhookId,
  type WebhookMade,
  WebhookRequest,
  type WebhookView,
} from '@lockstep/protocol';
import { ago } from './fake-accounts.ts';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';

const PAGE = 20;
const DONE = ok(null, 204);
const OFF = 'This webhook is switched off. Switch it on first.';
const EVENTS: WebhookEventKind[] = ['submission.finished', 'interview.finished'];

interface Hook {
  view: WebhookView;
  /** Newest first. */
  deliveries: DeliveryView[];
}

export class FakeWebhooks {
  readonly hooks: Hook[] = [];

  add(change: Partial<WebhookView> = {}): Hook {
    const view: WebhookView = {
      id: WebhookId.parse(randomUUID()),
      url: 'https://hooks.example.org/lockstep',
      events: EVENTS,
      names: false,
      createdAt: ago(0),
      off: null,
      failingSince: null,
      earlierSecretUntil: null,
      waiting: 0,
      lastDeliveredAt: null,
      ...change,
    };
    const hook = { view, deliveries: [] };
    this.hooks.push(hook);
    return hook;
  }

  deliver(hook: Hook, change: Partial<DeliveryView> = {}): DeliveryView {
    const delivery: DeliveryView = {
      id: DeliveryId.parse(randomUUID()),
      event: randomUUID(),
      kind: 'submission.finished',
      state: 'waiting',
      attempts: 0,
      nextAt: ago(0),
      lastStatus: null,
      lastError: null,
      createdAt: ago(0),
      deliveredAt: null,
      ...change,
    };
    hook.deliveries.unshift(delivery);
    return delivery;
  }

  /** Everything that waits arrives. */
  arrive(hook: Hook): void {
    const arrived = {
      state: 'delivered',
      nextAt: null,
      lastStatus: 204,
      lastError: null,
      deliveredAt: ago(0),
    } as const;
    hook.deliveries = hook.deliveries.map((one) =>
      one.state === 'waiting' ? { ...one, attempts: one.attempts + 1, ...arrived } : one,
    );
    hook.view = { ...hook.view, failingSince: null, lastDeliveredAt: ago(0) };
  }

  answer(method: string, id: string | undefined, part: string | undefined, body: unknown, query: URLSearchParams) {
    if (id === undefined) {
      if (method === 'GET') return ok({ items: this.hooks.map((hook) => this.#view(hook)) });
      const request = WebhookRequest.parse(body);
      if (request.url.startsWith('http:')) return problem(400, 'Webhooks are sent by https.', { field: 'url' });
      return ok(this.#made(this.add(request)), 201);
    }
    const hook = this.hooks.find(({ view }) => view.id === id);
    if (hook === undefined) return problem(404, 'There is no webhook with this id.');
    if (part === 'deliveries') return ok(this.#page(hook, Number(query.get('cursor') ?? 0)));
    if (part === 'secret') {
      hook.view = { ...hook.view, earlierSecretUntil: ago(-24 * 3_600_000) };
      return ok(this.#made(hook), 201);
    }
    if (part === 'test') {
      return hook.view.off === null ? ok(this.deliver(hook, { kind: 'webhook.test' }), 201) : problem(409, OFF);
    }
    if (method === 'DELETE') {
      this.hooks.splice(this.hooks.indexOf(hook), 1);
      return DONE;
    }
    const { on, ...change } = WebhookChange.parse(body);
    const off = on === undefined ? hook.view.off : on ? null : ({ at: ago(0), why: 'admin' } as const);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    hook.view = { ...hook.view, ...given, off, ...(on === true ? { failingSince: null } : {}) };
    return ok(this.#view(hook));
  }

  again(id: string | undefined): FakeAnswer {
    const hook = this.hooks.find(({ deliveries }) => deliveries.some((one) => one.id === id));
    const delivery = hook?.deliveries.find((one) => one.id === id);
    if (hook === undefined || delivery === undefined) return problem(404, 'There is no delivery with this id.');
    if (hook.view.off !== null) return problem(409, OFF);
    const now = { state: 'waiting', attempts: 0, nextAt: ago(0), deliveredAt: null } as const;
    hook.deliveries = hook.deliveries.map((one) => (one.id === id ? { ...one, ...now } : one));
    return ok({ ...delivery, ...now });
  }

  #view({ view, deliveries }: Hook): WebhookView {
    return { ...view, waiting: deliveries.filter(({ state }) => state === 'waiting').length };
  }

  #made(hook: Hook): WebhookMade {
    return { secret: `whsec_${'c2VjcmV0'.padEnd(43, 'A')}=`, view: this.#view(hook) };
  }

  #page({ deliveries }: Hook, from: number) {
    const next = from + PAGE < deliveries.length ? String(from + PAGE) : null;
    return { items: deliveries.slice(from, from + PAGE), next, now: ago(0) };
  }
}
