/** Webhooks the whole way: set up by an admin, told of an interview, received and checked on the other side. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeliveryPage, WebhookEvent, WebhookList, WebhookMade } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPost } from '../src/webhooks/post.ts';
import { WebhookSender } from '../src/webhooks/sender.ts';
import { firstAdmin, signedInAs } from './accounts.ts';
import { QUESTION } from './bank.ts';
import { interviewBench, refusal } from './interview-bench.ts';
import {
  acceptNext,
  type Browser,
  openTestPostgres,
  openTestServer,
  secretiveExercise,
  type TestServer,
} from './support.ts';

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let server: TestServer;
let admin: Browser;
let interviewer: Browser;
let receiver: Server;
let sender: WebhookSender;
let address = '';
let status = 200;
let got: Got[] = [];
let clock = 0;

beforeAll(async () => {
  postgres = await openTestPostgres();
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const chunk of request) parts.push(chunk);
    got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
});
afterAll(async () => {
  receiver.close();
  await postgres.close();
});
beforeEach(async () => {
  [clock, status, got] = [Date.now(), 200, []];
  const now = () => new Date(clock);
  server = await openTestServer(postgres.postgres.url, { WEBHOOK_PRIVATE_TARGETS: 'allow' }, { now });
  await server.store.exercises.publish([secretiveExercise()]);
  await server.store.questions.publish([QUESTION]);
  admin = await firstAdmin(server);
  interviewer = await signedInAs(server, 'interviewer');
  const { deliveries } = server.store;
  sender = new WebhookSender({ deliveries, post: createPost({ targets: 'allow' }), now, log: () => {} });
});
afterEach(async () => {
  await sender.stop();
  await server.close();
});

const { sitting } = interviewBench(() => ({ server, interviewer }));

const ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) =>
  admin.request({ method, url: `/api/admin/${path}`, ...(payload === undefined ? {} : { payload }) });

async function made(changes: Record<string, unknown> = {}) {
  const payload = { url: address, events: ['submission.finished', 'interview.finished'], names: false, ...changes };
  const answer = await ask('POST', 'webhooks', payload);
  expect(answer.statusCode).toBe(201);
  return WebhookMade.parse(answer.json());
}

async function listed(id: string) {
  const { items } = WebhookList.parse((await ask('GET', 'webhooks')).json());
  return items.find((one) => one.id === id);
}

async function deliveries(id: string) {
  return DeliveryPage.parse((await ask('GET', `webhooks/${id}/deliveries`)).json()).items;
}

/** The signatures that a receiver with that secret expects. */
function signatureOf({ headers, body }: Got, secret: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

describe('a webhook', () => {
  it('is told what happens in an interview, signed, and of nothing else', async () => {
    const { secret, view } = await made({ names: true });
    const { browser, made: seat } = await sitting();
    await browser.submit('x = 1', { mode: 'samples' });
    await acceptNext(server);
    await browser.submit('secret = 1');
    await acceptNext(server);
    await browser.request({ method: 'POST', url: '/api/sitting/finish' });
    await sender.sendDue();
    const events = got.map(({ body }) => WebhookEvent.parse(JSON.parse(body)));
    expect(events.map(({ type }) => type).sort()).toEqual(['interview.finished', 'submission.finished']);
    for (const { data } of events) expect(data).toMatchObject({ sitting: { id: seat.sitting, candidate: 'Ada' } });
    for (const one of got) {
      expect(one.headers['webhook-signature']).toBe(signatureOf(one, secret));
      expect(one.headers['webhook-timestamp']).toBe(String(Math.floor(clock / 1_000)));
      expect(one.body).not.toContain('secret = 1');
    }
    const shown = await deliveries(view.id);
    expect(shown.map(({ event }) => event).sort()).toEqual(got.map(({ headers }) => headers['webhook-id']).sort());
    expect(shown.map(({ state, lastStatus }) => [state, lastStatus])).toEqual(Array(2).fill(['delivered', 200]));
    await sender.sendDue();
    expect(got).toHaveLength(2);
  });

  it('is told when the time is up, once the grace for what was on its way is over', async () => {
    await made();
    await sitting({ minutes: 30 });
    clock += 30 * 60_000 + 4_999;
    await sender.tellOfTimeUp();
    await sender.sendDue();
    expect(got).toEqual([]);
    clock += 1;
    await sender.tellOfTimeUp();
    await sender.sendDue();
    expect(got.map(({ body }) => WebhookEvent.parse(JSON.parse(body)))).toMatchObject([
      { type: 'interview.finished', data: { reason: 'time-up', standings: [{ tries: 0 }, { tries: 0 }] } },
    ]);
  });

  it('is tested, waits while the receiver is down, and is sent again by hand, with the same id and text', async () => {
    const { view } = await made();
    status = 500;
    expect((await ask('POST', `webhooks/${view.id}/test`)).json()).toMatchObject({
      kind: 'webhook.test',
      state: 'waiting',
    });
    await sender.sendDue();
    const [waiting] = await deliveries(view.id);
    const nextAt = new Date(clock + 5_000).toISOString();
    expect(waiting).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastStatus: 500,
      lastError: 'It answered 500.',
      nextAt,
    });
    expect(await listed(view.id)).toMatchObject({ waiting: 1, failingSince: new Date(clock).toISOString() });
    status = 200;
    const again = () => ask('POST', `webhook-deliveries/${waiting?.id}/again`);
    expect((await again()).statusCode).toBe(200);
    await sender.sendDue();
    expect(await deliveries(view.id)).toMatchObject([{ state: 'delivered', attempts: 2, lastError: null }]);
    expect(await listed(view.id)).toMatchObject({ waiting: 0, failingSince: null });
    await again();
    await sender.sendDue();
    expect(new Set(got.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect(got).toHaveLength(3);
  });

  it('is changed, switched off and on, gets a new secret, and is deleted', async () => {
    const { view, secret } = await made();
    const path = `webhooks/${view.id}`;
    expect((await ask('PATCH', path, { events: ['interview.finished'], names: true })).json()).toMatchObject({
      ...{ url: address, events: ['interview.finished'], names: true, off: null },
    });
    expect((await ask('PATCH', path, { on: false })).json()).toMatchObject({ off: { why: 'admin' } });
    refusal(await ask('POST', `${path}/test`), 409);
    expect((await ask('PATCH', path, { on: true })).json()).toMatchObject({ off: null });
    const renewed = WebhookMade.parse((await ask('POST', `${path}/secret`)).json());
    expect(renewed.secret).not.toBe(secret);
    await ask('POST', `${path}/test`);
    sender.start();
    await vi.waitFor(() => expect(got).toHaveLength(1), { timeout: 10_000 });
    const [one] = got;
    if (one === undefined) throw new Error('nothing was sent');
    expect(one.headers['webhook-signature']).toBe(`${signatureOf(one, renewed.secret)} ${signatureOf(one, secret)}`);
    expect((await ask('DELETE', path)).statusCode).toBe(204);
    for (const gone of [
      await ask('DELETE', path),
      await ask('PATCH', path, { on: true }),
      await ask('POST', `${path}/test`),
      await ask('POST', `${path}/secret`),
      await ask('GET', `${path}/deliveries`),
      await ask('POST', `webhook-deliveries/${view.id}/again`),
    ]) {
      refusal(gone, 404);
    }
    refusal(await ask('GET', `${path}/deliveries?cursor=nonsense`), 400);
    const log = (await ask('GET', 'audit')).json().items.map(({ action }: { action: string }) => action);
    expect(log.slice(0, 6)).toEqual([
      'webhook-deleted',
      'webhook-tested',
      'webhook-secret-renewed',
      'webhook-switched-on',
      'webhook-switched-off',
      'webhook-changed',
    ]);
  });

  it('that cannot be one is refused', async () => {
    for (const changes of [
      { url: 'hooks.example' },
      { url: 'ftp://hooks.example/' },
      { url: 'https://ada:secret@hooks.example/' },
      { url: 'https://hooks.example/#token' },
      { events: [] },
      { events: ['exercise.opened'] },
      { events: ['interview.finished', 'interview.finished'] },
      { secret: 'whsec_mine' },
    ]) {
      const payload = { url: address, events: ['interview.finished'], names: false, ...changes };
      refusal(await ask('POST', 'webhooks', payload), 400);
    }
    expect(WebhookList.parse((await ask('GET', 'webhooks')).json()).items).toEqual([]);
  });
});
