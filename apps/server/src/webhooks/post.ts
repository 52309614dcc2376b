/** One request to a receiver: bounded in time and size, to checked addresses only, and no redirect is followed. */
import type { LookupAddress } from 'node:dns';
import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { VERSION } from '@lockstep/protocol';
import type { Answered, ClaimedDelivery } from '@lockstep/store';
import { signatureHeaders } from './signature.ts';
import { type LookUp, type PrivateTargets, resolveTarget, systemLookUp, TargetRefused } from './target.ts';

/** Sends an event. Rejects only with the signal's reason; whatever else goes wrong is an answer. */
export type Post = (delivery: ClaimedDelivery, at: Date, signal: AbortSignal) => Promise<Answered>;

export interface PostOptions {
  readonly targets: PrivateTargets;
  readonly lookUp?: LookUp;
  /** For all of it, the looking up included. */
  readonly timeoutMs?: number;
}

/** So much of an answer is read, for politeness, and thrown away. */
const ANSWER_BYTES = 4_096;

export function createPost({ targets, lookUp = systemLookUp, timeoutMs = 10_000 }: PostOptions): Post {
  return async (delivery, at, signal) => {
    const late = AbortSignal.timeout(timeoutMs);
    const ended = AbortSignal.any([signal, late]);
    try {
      const addresses = await orEnded(resolveTarget(delivery.url, targets, lookUp), ended);
      const status = await orEnded(request(delivery, at, addresses, ended), ended);
      return status >= 200 && status < 300
        ? { kind: 'delivered', status }
        : { kind: 'failed', status, error: refusal(status) };
    } catch (error) {
      signal.throwIfAborted();
      const why = late.aborted ? `No answer within ${timeoutMs / 1_000} s.` : faultOf(error);
      return { kind: 'failed', status: null, error: why };
    }
  };
}

/** Looking up a name cannot be stopped, but need not be waited for. */
async function orEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const end = (): void => reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', end, { once: true });
  // Whichever comes second is nobody's any more.
  promise.catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Resolves to the status of the answer. */
function request(
  delivery: ClaimedDelivery,
  at: Date,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<number> {
  const body = Buffer.from(delivery.body);
  const options: RequestOptions = {
    method: 'POST',
    // Of its own: a connection that is kept could be another one's.
    agent: false,
    signal,
    // Whoever connects asks for one address or for all. A literal address is connected to as it was checked.
    lookup: (_hostname, { all }, done) => {
      const [first] = addresses;
      if (all === true) done(null, [...addresses]);
      else if (first !== undefined) done(null, first.address, first.family);
      else done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
    },
    headers: {
      ...signatureHeaders(delivery, at),
      'content-type': 'application/json',
      'content-length': body.length,
      'user-agent': `Lockstep/${VERSION}`,
    },
  };
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const url = new URL(delivery.url);
  const sent = (url.protocol === 'https:' ? https : http).request(url, options, (answer) => {
    readSome(answer, () => {
      sent.destroy();
      resolve(answer.statusCode ?? 0);
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** Calls back once the answer is over, breaks off, or has said enough. */
function readSome(answer: IncomingMessage, done: () => void): void {
  let bytes = 0;
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES) done();
  });
  answer.on('close', done);
  answer.on('error', done);
}

function refusal(status: number): string {
  return status >= 300 && status < 400
    ? `It answered ${status}. Redirects are not followed: set the address that it leads to.`
    : `It answered ${status}.`;
}

const FAULTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'Its name is not known.',
  EAI_AGAIN: 'Its name could not be looked up.',
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection broke.',
  EHOSTUNREACH: 'It cannot be reached.',
  ENETUNREACH: 'It cannot be reached.',
};

function faultOf(error: unknown): string {
  if (error instanceof TargetRefused) return error.message;
  const code = codeOf(error);
  if (code === null) return 'The connection failed.';
  return (
    FAULTS[code] ?? (/CERT|SSL|TLS/.test(code) ? `Its certificate is not accepted (${code}).` : `It failed (${code}).`)
  );
}

/** Where several addresses were tried, the last one's. */
function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors.at(-1));
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}
