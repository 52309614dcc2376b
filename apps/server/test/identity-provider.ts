/** A small OpenID Connect provider on this machine, for tests: whoever comes is the person it was told. */
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface IdentityProvider {
  readonly issuer: string;
  /** Claims of whoever comes next. */
  person: Record<string, unknown>;
  /** Changes the claims of the ID token after all others, or the key it is signed with. */
  forge: { readonly claims?: Record<string, unknown>; readonly otherKey?: boolean };
  close(): Promise<void>;
}

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const codes = new Map<string, { nonce: string; challenge: string }>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', provider.issuer);
    const json = (value: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json({
          issuer: provider.issuer,
          authorization_endpoint: `${provider.issuer}/authorize`,
          token_endpoint: `${provider.issuer}/token`,
          jwks_uri: `${provider.issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        });
      case '/keys':
        return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] });
      case '/authorize': {
        const code = randomUUID();
        const get = (name: string): string => url.searchParams.get(name) ?? '';
        codes.set(code, { nonce: get('nonce'), challenge: get('code_challenge') });
        const back = new URL(get('redirect_uri'));
        back.searchParams.set('code', code);
        back.searchParams.set('state', get('state'));
        response.writeHead(302, { location: back.href }).end();
        return;
      }
      case '/token': {
        let body = '';
        request.on('data', (part: Buffer) => {
          body += String(part);
        });
        request.on('end', () => {
          const form = new URLSearchParams(body);
          const code = codes.get(form.get('code') ?? '');
          const verifier = createHash('sha256')
            .update(form.get('code_verifier') ?? '')
            .digest('base64url');
          if (code === undefined || code.challenge !== verifier) return json({ error: 'invalid_grant' }, 400);
          codes.delete(form.get('code') ?? '');
          const now = Math.floor(Date.now() / 1000);
          const claims = { iss: provider.issuer, aud: 'lockstep', iat: now, exp: now + 60, nonce: code.nonce };
          const token = signed({ ...claims, ...provider.person, ...provider.forge.claims });
          json({ access_token: 'unused', token_type: 'Bearer', expires_in: 60, id_token: token });
        });
        return;
      }
      default:
        json({}, 404);
    }
  });
  const signed = (claims: unknown): string => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
    return `${text}.${sign('sha256', Buffer.from(text), provider.forge.otherKey ? other : privateKey).toString('base64url')}`;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const provider: IdentityProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    person: {},
    forge: {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}
