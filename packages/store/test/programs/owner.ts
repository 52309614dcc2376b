/** Owns a data folder: starts its PostgreSQL, says where it is, and goes on until it is killed. */
import { startPostgres } from '../../src/index.ts';

const [dataFolder = ''] = process.argv.slice(2);
const { pid, url } = await startPostgres({ dataFolder, durable: false });
process.stdout.write(`${JSON.stringify({ pid, url })}\n`);
