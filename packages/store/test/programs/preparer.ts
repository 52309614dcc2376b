/** Prepares a database and says what it applied. */
import { prepareDatabase } from '../../src/index.ts';

const [url = ''] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await prepareDatabase(url))}\n`);
