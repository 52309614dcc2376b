/** Plain connections, for what Prisma does not do: migrations, databases for tests, LISTEN. */
import pg from 'pg';
import { guarded, messageOf } from './errors.ts';
import type { Log } from './log.ts';

export interface SqlOptions {
  readonly url: string;
  readonly statementTimeoutMs: number;
  readonly applicationName: string;
}

/**
 * Opens one connection, hands it to `use` and closes it. A connection that breaks meanwhile makes the statement under
 * way fail with StoreUnavailable.
 */
export async function withConnection<T>(options: SqlOptions, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = connection(options);
  // Without a listener a broken connection would end the process; the statement under way fails all the same.
  client.on('error', () => {});
  return guarded(async () => {
    try {
      await client.connect();
      return await use(client);
    } finally {
      await client.end().catch(() => {});
    }
  });
}

export function connection({ url, statementTimeoutMs, applicationName }: SqlOptions): pg.Client {
  return new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    ...(statementTimeoutMs > 0
      ? { statement_timeout: statementTimeoutMs, query_timeout: statementTimeoutMs + 2_000 }
      : {}),
  });
}

/** A listener for the errors of something that goes on by itself. */
export function reporting(log: Log, what: string): (error: unknown) => void {
  return (error) => log('warn', `${what}: ${messageOf(error)}`);
}

/** A name as SQL takes it, in double quotes. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
