/**
 * Signs what is sent, after Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over id, time and body, so that a
 * receiver can tell that it comes from here, is whole, and is not an old one sent again.
 */
import { createHmac } from 'node:crypto';

export interface Signed {
  /** Of the event: the same with every try. */
  readonly event: string;
  readonly body: string;
  /** Each of them signs; a receiver needs to know one. */
  readonly secrets: readonly Uint8Array[];
}

/** The headers that go with a body. `at`: when it is sent. */
export function signatureHeaders({ event, body, secrets }: Signed, at: Date): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${event}.${seconds}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': event, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}
