/**
 * Signing in at an OpenID Connect provider: authorization code flow with PKCE, state and nonce; the ID token's signature is
 * checked (OpenID Connect Core 1.0, 3.1). What the flow has to remember lies in a cookie of the browser that began it.
 */
import * as client from 'openid-client';
import { z } from 'zod';
import { isLoopback, type ServerConfig } from '../config.ts';

/** Somebody whom the provider vouches for. */
export interface ProviderPerson {
  /** Issuer and its name for this person: no other provider's can be the same. */
  readonly subject: string;
  /** null: the provider has not checked it. */
  readonly email: string | null;
  readonly name: string;
}

export interface Provider {
  /** Where to send the browser, and what it has to bring back. Rejects when the provider cannot be reached. */
  begin(): Promise<{ readonly address: string; readonly remembered: string }>;
  /** Whom the provider sent back to `address`; null when this is not what was begun, or was refused. */
  finish(address: URL, remembered: string): Promise<ProviderPerson | null>;
}

export const PROVIDER_PATH = '/api/session/provider';
const Remembered = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() });
const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});
const TIMEOUT_SECONDS = 10;

/** null: none is configured. */
export function configuredProvider(config: ServerConfig): Provider | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = config;
  if (OIDC_ISSUER === undefined || OIDC_CLIENT_ID === undefined || PUBLIC_URL === undefined) return null;
  const issuer = new URL(OIDC_ISSUER);
  const redirect = new URL(`${PROVIDER_PATH}/callback`, PUBLIC_URL).href;
  let found: Promise<client.Configuration> | null = null;
  /** Asked when it is needed, and again after a failure: the provider may start later than we do. */
  const discovered = (): Promise<client.Configuration> => {
    found ??= client
      .discovery(issuer, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, undefined, {
        timeout: TIMEOUT_SECONDS,
        execute: [client.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [client.allowInsecureRequests] : [])],
      })
      .catch((error: unknown) => {
        found = null;
        throw error;
      });
    return found;
  };
  return {
    async begin() {
      const configuration = await discovered();
      const remembered = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(remembered.verifier),
        code_challenge_method: 'S256',
        state: remembered.state,
        nonce: remembered.nonce,
      });
      return { address: address.href, remembered: JSON.stringify(remembered) };
    },

    async finish(address, text) {
      const remembered = Remembered.safeParse(parseJson(text));
      if (!remembered.success) return null;
      const { state, nonce, verifier } = remembered.data;
      const configuration = await discovered();
      // The address as the provider was told it: a proxy may have changed what reaches us.
      const current = new URL(redirect);
      current.search = address.search;
      const tokens = await client
        .authorizationCodeGrant(configuration, current, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          // What comes with the address is not our fault; a provider that does not answer is for the log.
          if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError)
            return null;
          if (error instanceof client.ClientError) return null;
          throw error;
        });
      if (tokens === null) return null;
      const claims = tokens.claims();
      if (claims === undefined) return null;
      const told = claims.email === undefined ? await moreOf(configuration, tokens.access_token, claims.sub) : claims;
      const person = Claims.safeParse(told);
      if (!person.success) return null;
      const { sub, email, email_verified: checked, name } = person.data;
      return {
        subject: `${configuration.serverMetadata().issuer} ${sub}`,
        email: email !== undefined && checked === true ? email.toLowerCase() : null,
        name: nameOf(name, email),
      };
    },
  };
}

/** What the ID token does not hold. */
async function moreOf(configuration: client.Configuration, token: string, subject: string): Promise<unknown> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return { sub: subject };
  return client.fetchUserInfo(configuration, token, subject);
}

function nameOf(name: string | undefined, email: string | undefined): string {
  const clean = (name ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .trim()
    .slice(0, 100);
  return clean === '' ? (email?.split('@', 1)[0] ?? 'Somebody') : clean;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
