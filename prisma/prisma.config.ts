/** For people who use Prisma's own commands: `prisma migrate deploy --config prisma/prisma.config.ts`. Lockstep itself applies the migrations when it starts. */
import path from 'node:path';
import { defineConfig } from 'prisma/config';

const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: path.join(import.meta.dirname, 'schema.prisma'),
  migrations: { path: path.join(import.meta.dirname, 'migrations') },
  ...(url === undefined ? {} : { datasource: { url } }),
});
