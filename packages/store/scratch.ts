import { startPostgres, createTestDatabase } from './src/index.ts';
import { withConnection } from './src/sql.ts';
import { mkdtempSync } from 'node:fs';
const pg = await startPostgres({ dataFolder: mkdtempSync('/tmp/scratch-review/pg-'), durable: false });
try {
  const db = await createTestDatabase(pg.url);
  await withConnection({ url: db.url, statementTimeoutMs: 20000, applicationName: 'x' }, async (c) => {
    for (const q of process.argv.slice(2)) {
      try { console.log(q, JSON.stringify((await c.query(q)).rows)); } catch (e) { console.log(q, 'ERROR', String(e)); }
    }
  });
} finally { await pg.destroy(); }
