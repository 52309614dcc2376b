/** What a caller of the store may have to tell apart. Expected outcomes are values; these are the broken and the lost. */

/** The database cannot be reached, or did not answer in time. What was under way may or may not have been done. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the database is not available: ${messageOf(cause)}`, { cause });
    this.name = 'StoreUnavailable';
  }
}

/** Another attempt judges the submission now, or it is finished: this one may write nothing more. */
export class LeaseLost extends Error {
  constructor(submission: string, attempt: number) {
    super(`attempt ${attempt} no longer judges submission ${submission}`);
    this.name = 'LeaseLost';
  }
}

/** The migrations in the database and those of this program do not fit together. */
export class MigrationMismatch extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationMismatch';
  }
}

/** A stored document is not what the program expects of it. */
export class StoredDataInvalid extends Error {
  constructor(what: string, cause: unknown) {
    super(`${what} in the database is not valid: ${messageOf(cause)}`, { cause });
    this.name = 'StoredDataInvalid';
  }
}

/** SQLSTATEs of a server that is going, coming, full or too slow. */
const UNAVAILABLE_STATES = new Set(['57P01', '57P02', '57P03', '57P05', '57014', '53300', '25P03', '25P04']);

/** Names that the driver, its adapter and the operating system give to a connection that failed. */
const UNAVAILABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // Prisma: not reachable (1), too slow (2, 8, 2024), closed by the server (17), transaction lost or expired (2028).
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
]);

const UNAVAILABLE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionAlreadyClosed',
]);

const UNAVAILABLE_MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|connection timeout|Client has encountered a connection error|Client was closed|Connection ended unexpectedly|server closed the connection/i;

/** Whether `error`, or what caused it, says that the database is away, rather than that a statement is wrong. Pure. */
export function saysUnavailable(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 8; depth++) {
    if (at instanceof StoreUnavailable) return true;
    const { code, kind, originalCode, message, meta, cause, errors } = at as Record<string, unknown>;
    for (const name of [code, originalCode]) {
      if (typeof name !== 'string') continue;
      if (UNAVAILABLE_CODES.has(name) || UNAVAILABLE_STATES.has(name) || /^08\w{3}$/.test(name)) return true;
    }
    if (typeof kind === 'string' && UNAVAILABLE_KINDS.has(kind)) return true;
    if (typeof message === 'string' && UNAVAILABLE_MESSAGES.test(message)) return true;
    if (Array.isArray(errors) && errors.some(saysUnavailable)) return true;
    if (typeof meta === 'object' && meta !== null && 'driverAdapterError' in meta) at = meta.driverAdapterError;
    else at = cause;
  }
  return false;
}

/** Runs one operation of the store; a database that is away becomes StoreUnavailable, every other error stays what it is. */
export async function guarded<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof StoreUnavailable || !saysUnavailable(error)) throw error;
    throw new StoreUnavailable(error);
  }
}

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error.message.trim();
}
