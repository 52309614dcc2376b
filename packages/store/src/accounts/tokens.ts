/** Tokens: 32 random bytes that their holder keeps. Here is only their SHA-256, which is enough: there is nothing to guess. */
import { createHash, randomBytes } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export interface NewToken {
  /** base64url. */
  readonly token: string;
  readonly hash: Uint8Array<ArrayBuffer>;
}

export function newToken(): NewToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: sha256(token) };
}

/** The hash of a token; null when the text cannot be one. */
export function hashOfToken(token: string): Uint8Array<ArrayBuffer> | null {
  return TOKEN.test(token) ? sha256(token) : null;
}

export function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
