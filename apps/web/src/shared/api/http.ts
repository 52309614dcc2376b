/**
 * One request to the HTTP API: same origin, JSON both ways, every answer validated. Whatever goes wrong becomes an
 * ApiError whose `kind` says what the reader can do about it.
 */
import { OTHER_SITTING, Problem, SITTING_HEADER } from '@lockstep/protocol';
import { FAILURE } from './messages.ts';

/** `unreachable`: no answer came. `problem`: the server refused. `malformed`: the answer is not what the contract says. */
export type ApiErrorKind = 'unreachable' | 'problem' | 'malformed';

export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** For 400: where the request is wrong. */
  readonly faults: NonNullable<Problem['errors']>;
  /** For 429: how long to wait; null when the server did not say. */
  readonly retryAfterSeconds: number | null;
  /** The page belongs to another sitting than the browser does now. */
  readonly otherSitting: boolean;
  /** What the server sent with its refusal, not validated; null when that was no problem document. */
  readonly sent: unknown;

  constructor(
    kind: ApiErrorKind,
    status: number,
    message: string,
    options: ErrorOptions & {
      readonly faults?: ApiError['faults'];
      readonly retryAfter?: string | null;
      readonly type?: string;
      readonly sent?: unknown;
    } = {},
  ) {
    super(message, options);
    this.name = 'ApiError';
    this.kind = kind;
    this.status = status;
    this.faults = options.faults ?? [];
    this.retryAfterSeconds = Number(options.retryAfter) || null;
    this.otherSitting = options.type === OTHER_SITTING;
    this.sent = options.sent ?? null;
  }
}

/** Reads a value or throws. Any zod schema fits. */
export interface Parser<Value> {
  parse(candidate: unknown): Value;
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a Blob as it is. */
  readonly body?: unknown;
  /** Lets the request outlive the page; browsers bound its body to 64 KiB. */
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
  readonly sitting?: PageSitting;
}

/** Which sitting a page belongs to; null: none. Undefined: nobody can say, as the browser keeps nothing. */
export type PageSitting = string | null | undefined;

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** Sends a request and parses its answer. Rejects with ApiError, or with the signal's reason when aborted. */
export async function requestJson<Value>(
  fetch: Fetch,
  path: string,
  parser: Parser<Value>,
  request: ApiRequest = {},
): Promise<Value> {
  const response = await send(fetch, path, request);
  const text = await response.text();
  if (!response.ok) throw problemOf(response, text);
  try {
    // An answer of status 204 is empty, and stands for null.
    return parser.parse(JSON.parse(text || 'null'));
  } catch (cause) {
    throw new ApiError('malformed', response.status, FAILURE.malformed, { cause });
  }
}

async function send(fetch: Fetch, path: string, request: ApiRequest): Promise<Response> {
  try {
    return await fetch(path, {
      method: request.method ?? 'GET',
      credentials: 'same-origin',
      ...contentOf(request),
      ...(request.keepalive === undefined ? {} : { keepalive: request.keepalive }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  } catch (cause) {
    if (request.signal?.aborted) throw request.signal.reason;
    throw new ApiError('unreachable', 0, FAILURE.unreachable, { cause });
  }
}

function contentOf({ body, sitting }: Pick<ApiRequest, 'body' | 'sitting'>): Pick<RequestInit, 'headers' | 'body'> {
  const headers = {
    accept: 'application/json',
    ...(sitting === undefined ? {} : { [SITTING_HEADER]: sitting ?? 'none' }),
  };
  if (body === undefined) return { headers };
  if (body instanceof Blob) {
    return { headers: { ...headers, 'content-type': body.type || 'application/octet-stream' }, body };
  }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function problemOf({ status, headers }: Response, text: string): ApiError {
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not JSON: something between us and the server answered.
  }
  const problem = Problem.safeParse(parsed);
  if (problem.success) {
    const { type, title, detail, errors } = problem.data;
    const where = errors?.map((error) => `${error.path}: ${error.message}`).join('; ');
    return new ApiError('problem', status, [detail || title, where].filter(Boolean).join(' '), {
      faults: errors ?? [],
      retryAfter: headers.get('retry-after'),
      type,
      sent: parsed,
    });
  }
  // A gateway without its server is the same to a reader as no server.
  if (status === 502 || status === 503 || status === 504) {
    return new ApiError('unreachable', status, FAILURE.restarting);
  }
  return new ApiError('problem', status, FAILURE.refused(status));
}
