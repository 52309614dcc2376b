/** On which port a data folder's PostgreSQL listens: the same one every time, if possible. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { DataFolder } from './cluster.ts';

/** Keeps the port for next time. */
export function rememberPort(data: DataFolder, port: number): void {
  writeFileSync(path.join(data.folder, 'port'), String(port), { mode: 0o600 });
}

/** The port of last time when it is free, else any free one. */
export async function choosePort(data: DataFolder | null): Promise<number> {
  const last = data === null ? null : lastPort(data);
  return (last === null ? null : await freePort(last)) ?? (await freePort(0)) ?? 0;
}

function lastPort(data: DataFolder): number | null {
  try {
    const port = Number(readFileSync(path.join(data.folder, 'port'), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

async function freePort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
