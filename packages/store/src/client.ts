/**
 * The Prisma client and how an operation runs on it. Nothing of Prisma leaves this package.
 *
 * Every wait is bounded: for a connection, for a statement, for a transaction. A connection that broke is thrown away
 * and the next operation opens another, so that a database that was restarted needs nothing from us.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { guarded, messageOf } from './errors.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import type { Log } from './log.ts';

export type Client = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** What repositories work with. */
export interface Database {
  /** Runs one or more independent statements. */
  run<T>(operation: (client: Client) => Promise<T>): Promise<T>;
  /** Runs `operation` in one transaction (READ COMMITTED) that is rolled back when it throws. */
  transact<T>(operation: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  readonly statementTimeoutMs: number;
  readonly log: Log;
}

export function openDatabase(options: DatabaseOptions): Database {
  const { url, connections, statementTimeoutMs, log } = options;
  const adapter = new PrismaPg(
    {
      connectionString: url,
      application_name: 'lockstep',
      max: connections,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      // For a server that does not answer at all: its own timeout comes first when it does.
      query_timeout: statementTimeoutMs + 2_000,
      // A transaction's own bound comes first; this is for one whose program is gone without a word.
      idle_in_transaction_session_timeout: statementTimeoutMs + 5_000,
    },
    {
      onPoolError: (error) => log('warn', `database: an idle connection broke: ${messageOf(error)}`),
      onConnectionError: (error) => log('warn', `database: a connection broke: ${messageOf(error)}`),
    },
  );
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' });
  const bounds = { maxWait: 5_000, timeout: statementTimeoutMs + 2_000 };
  return {
    run: (operation) => guarded(() => operation(client)),
    transact: (operation) => guarded(() => client.$transaction(operation, bounds)),
    close: () => client.$disconnect(),
  };
}
