/** Where webhooks may be sent, how they are signed, and what of a receiver's answer counts. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DeliveryId, WebhookId } from '@lockstep/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { createPost } from '../src/webhooks/post.ts';
import { signatureHeaders } from '../src/webhooks/signature.ts';
import { isPublicAddress, type LookUp, resolveTarget, targetFault } from '../src/webhooks/target.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SECRETS = [Buffer.from(SECRET.slice(6), 'base64')];
const AT = new Date(1_614_265_330_000);
const NEVER = new AbortController().signal;

let receiver: Server | null = null;
afterEach(() => {
  receiver?.closeAllConnections();
  receiver?.close();
  receiver = null;
});

/** A receiver on this machine. Returns the port. */
async function receive(listener: RequestListener): Promise<number> {
  receiver = createServer(listener);
  await new Promise<void>((resolve) => receiver?.listen(0, '127.0.0.1', resolve));
  return (receiver.address() as AddressInfo).port;
}

function delivery(url: string) {
  return {
    id: DeliveryId.parse(crypto.randomUUID()),
    webhook: WebhookId.parse(crypto.randomUUID()),
    ...{ url, event: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', attempt: 1, secrets: SECRETS },
  };
}

describe('an address', () => {
  it.each([
    ...['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0', '192.167.255.255'],
    ...['2606:4700:4700::1111', '2a00:1450:4001:81b::200e', '2001:4860:4860::8888', '223.255.255.255', '198.20.0.1'],
  ])('%s of the public internet is one', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    // Loopback, unspecified, private, shared, link-local with the metadata of clouds.
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '10.255.255.255',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...['192.168.0.1', '192.168.255.255', '100.64.0.1', '100.127.255.255', '169.254.169.254', '169.254.0.1'],
    // Protocol assignments, documentation, benchmarks, multicast, reserved, broadcast.
    ...['192.0.0.8', '192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1', '198.19.255.255', '192.88.99.1'],
    ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    // The same of IPv6.
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'febf::1',
      'fec0::1',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '2001:db8::1',
    ],
    ...['100::1', '2001::1', '2001:10::1', '3fff::1', '4000::1', '5f00::1', 'e000::1'],
    // IPv4 in IPv6: mapped, compatible, NAT64 (well-known and local), 6to4, also of public ones: nobody is reached by these.
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::ffff:0:127.0.0.1', '::127.0.0.1'],
    ...['64:ff9b::7f00:1', '64:ff9b::8.8.8.8', '64:ff9b:1::1', '2002:7f00:1::', '2002:808:808::1'],
    ...['', 'localhost', 'hooks.example', '127.1', '2130706433'],
  ])('%j is not one', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a target', () => {
  it.each([
    ...['http://hooks.example/', 'https://hooks.example:8443/', 'https://hooks.example:22/', 'https://localhost/'],
    ...[
      'https://inner.localhost/',
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f000001/',
    ],
    ...[
      'https://0177.0.0.1/',
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:7f00:1]/',
      'https://①②⑦.0.0.1/',
    ],
    ...['https://169.254.169.254/latest/meta-data', 'https://[64:ff9b::7f00:1]/', 'https://0.0.0.0/', 'https://[::]/'],
  ])('%s is refused at once, and let through where private ones are allowed', (url) => {
    expect(targetFault(url, 'refuse')).not.toBeNull();
    expect(targetFault(url, 'allow')).toBeNull();
  });

  it.each(['https://hooks.example/', 'https://hooks.example:443/x?y', 'https://hooks.example:80/', 'https://8.8.8.8/'])(
    '%s is looked up',
    (url) => expect(targetFault(url, 'refuse')).toBeNull(),
  );

  it('whose name leads inside is refused, also when only one of its addresses does', async () => {
    const leadsTo =
      (...addresses: string[]): LookUp =>
      async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const url = 'https://hooks.example/';
    await expect(resolveTarget(url, 'refuse', leadsTo('8.8.8.8'))).resolves.toHaveLength(1);
    await expect(resolveTarget(url, 'refuse', leadsTo('10.0.0.1'))).rejects.toThrow('not in the public internet');
    await expect(resolveTarget(url, 'refuse', leadsTo('8.8.8.8', '::1'))).rejects.toThrow('not in the public internet');
    const post = createPost({ targets: 'refuse', lookUp: leadsTo('192.168.1.1') });
    expect(await post(delivery(url), AT, NEVER)).toMatchObject({ kind: 'failed', status: null });
  });
});

describe('a signature', () => {
  it('is that of Standard Webhooks, one for each secret', () => {
    const { event, body } = delivery('https://hooks.example/');
    expect(signatureHeaders({ event, body, secrets: SECRETS }, AT)).toEqual({
      'webhook-id': event,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
    const two = signatureHeaders({ event, body, secrets: [Buffer.from('another'), ...SECRETS] }, AT);
    expect(two['webhook-signature']).toMatch(/^v1,\S{44} v1,g0hM9SsE\+OTPJTGt\/tmIKtSyZlE3uFJELVlNIOLJ1OE=$/);
  });

  it('is checked as the documentation says, in Node and in Python', () => {
    const { event, body } = delivery('https://hooks.example/');
    const headers = signatureHeaders({ event, body, secrets: [Buffer.from('another'), ...SECRETS] }, AT);
    const [soon, late] = [AT.getTime() / 1_000 + 299, AT.getTime() / 1_000 + 301];
    const asked = JSON.stringify([
      [SECRET, headers, body, soon],
      [SECRET, headers, body, late],
      [SECRET, headers, `${body} `, soon],
      [SECRET, { ...headers, 'webhook-id': 'msg_other' }, body, soon],
      [SECRET, { ...headers, 'webhook-timestamp': 'soon' }, body, soon],
      ['whsec_AAAA', headers, body, soon],
    ]);
    const text = readFileSync(path.join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8');
    const block = (language: string) => text.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
    const node = `${block('js')}\nconsole.log(JSON.stringify(${asked}.map((one) => isFromLockstep(...one))));`;
    const python = `${block('python')}\nimport json, sys\nprint(json.dumps([is_from_lockstep(a, b, c.encode(), d) for a, b, c, d in json.load(sys.stdin)]))`;
    const told = [
      spawnSync(process.execPath, ['--input-type=module', '-e', node], { encoding: 'utf8' }),
      spawnSync('python3', ['-c', python], { encoding: 'utf8', input: asked }),
    ];
    for (const { stdout, stderr } of told) {
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual([true, false, false, false, false, false]);
    }
  });
});

describe('a receiver', () => {
  const allowed = createPost({ targets: 'allow' });

  it('gets a POST at the address that was checked, which is looked up once', async () => {
    const got = Promise.withResolvers<{
      method?: string | undefined;
      host?: string | undefined;
      url?: string | undefined;
    }>();
    const bodies: string[] = [];
    const port = await receive(async (request, response) => {
      got.resolve({ method: request.method, host: request.headers.host, url: request.url });
      for await (const chunk of request) bodies.push(String(chunk));
      response.writeHead(204).end();
    });
    const asked: string[] = [];
    const lookUp: LookUp = async (name) => {
      asked.push(name);
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const post = createPost({ targets: 'allow', lookUp });
    expect(await post(delivery(`http://hooks.example:${port}/in?a=b`), AT, NEVER)).toEqual({
      kind: 'delivered',
      status: 204,
    });
    expect(await got.promise).toEqual({ method: 'POST', host: `hooks.example:${port}`, url: '/in?a=b' });
    expect(bodies.join('')).toBe('{"test": 2432232314}');
    expect(asked).toEqual(['hooks.example']);
  });

  it.each([
    ['with a redirect is not followed', 302, /^It answered 302\. Redirects/],
    ['with a refusal has not got it', 500, /^It answered 500\.$/],
  ])('that answers %s', async (_what, status, error) => {
    let requests = 0;
    const port = await receive((_request, response) => {
      requests += 1;
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    const answered = await allowed(delivery(`http://127.0.0.1:${port}/`), AT, NEVER);
    expect(answered).toEqual({ kind: 'failed', status, error: expect.stringMatching(error) });
    expect(requests).toBe(1);
  });

  it('that never stops answering is cut off, and its status counts', async () => {
    const cut = Promise.withResolvers<void>();
    const port = await receive((_request, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(1_024)));
        if (!response.destroyed) response.once('drain', more);
      };
      response.on('close', () => cut.resolve());
      more();
    });
    expect(await allowed(delivery(`http://127.0.0.1:${port}/`), AT, NEVER)).toEqual({ kind: 'delivered', status: 200 });
    await cut.promise;
  });

  it('that does not answer, is not there, or has no name that is known, is a failure in words', async () => {
    const port = await receive(() => {});
    const impatient = createPost({ targets: 'allow', timeoutMs: 20 });
    expect(await impatient(delivery(`http://127.0.0.1:${port}/`), AT, NEVER)).toMatchObject({
      error: 'No answer within 0.02 s.',
    });
    const stuck = createPost({ targets: 'allow', timeoutMs: 20, lookUp: () => new Promise(() => {}) });
    expect(await stuck(delivery('http://hooks.example/'), AT, NEVER)).toMatchObject({
      error: 'No answer within 0.02 s.',
    });
    const unknown = createPost({
      targets: 'allow',
      lookUp: async () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
    });
    expect(await unknown(delivery('http://hooks.example/'), AT, NEVER)).toMatchObject({
      error: 'Its name is not known.',
    });
    receiver?.close();
    receiver?.closeAllConnections();
    expect(await allowed(delivery(`http://127.0.0.1:${port}/`), AT, NEVER)).toMatchObject({
      error: 'The connection was refused.',
    });
  });

  it('is left when the server stops: that is no answer', async () => {
    const stop = new AbortController();
    const port = await receive(() => stop.abort());
    await expect(allowed(delivery(`http://127.0.0.1:${port}/`), AT, stop.signal)).rejects.toThrow();
  });
});
