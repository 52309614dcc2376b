/** `node test/serve-fake.ts`: the fake server for work on the looks, on port 3000. A submission plays a canned stream. */
import { fileURLToPath } from 'node:url';
import { RACY } from './exercises.ts';
import { FakeServer } from './fake-server.ts';
import { STREAMS, type StreamName } from './streams.ts';

const named = process.argv[2] ?? 'wrong';
if (!(named in STREAMS)) throw new Error(`no stream ${named}; there are ${Object.keys(STREAMS).join(', ')}`);

const server = new FakeServer(fileURLToPath(new URL('../dist', import.meta.url)), 400);
server.autoPlay = named as StreamName;
await server.past('locked-counter', RACY, 'rule', 7_200_000);
console.log(`${await server.listen(3000)}; submissions play "${named}"`);
