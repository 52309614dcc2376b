/** Brings a database to what this program needs: its tables and the job queue. */
import { installQueue } from './job-queue.ts';
import { type Migration, migrate } from './migrate.ts';

/** Applies missing migrations and installs the queue. Safe when many processes do it at once, quick when all is there. Returns the names of the migrations that it applied. */
export async function prepareDatabase(url: string, migrations?: readonly Migration[]): Promise<string[]> {
  const applied = await migrate(url, migrations);
  await installQueue(url);
  return applied;
}
