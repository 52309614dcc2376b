/** What the fake server answers with. */
export interface FakeAnswer {
  readonly status: number;
  readonly value: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(value: unknown, status = 200): FakeAnswer {
  return { status, value };
}

export function problem(
  status: number,
  detail: string,
  options: { readonly field?: string; readonly retryAfterSeconds?: number; readonly type?: string } = {},
): FakeAnswer {
  const { field, retryAfterSeconds, type = 'about:blank' } = options;
  const errors = field === undefined ? {} : { errors: [{ path: `body.${field}`, message: detail }] };
  return {
    status,
    value: { type, title: 'Refused', status, detail, ...errors },
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  };
}

/** To a call that cannot be read. */
export const NO_CALL = 'This is no call: write the name of the function and its arguments, as in count(3, 2).';
