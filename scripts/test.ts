/** `npm test`: every test, in real parts: bubblewrap, PostgreSQL, Chromium. Arguments are passed on to vitest. */
import { startVitest } from 'vitest/node';

const filters = process.argv.slice(2);
const vitest = await startVitest('test', filters, { run: true, watch: false });
await vitest.close();
const results = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()]);
const count = (state: string): number => results.filter((test) => test.result().state === state).length;
process.stdout.write(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n`);
if (results.length === 0) process.exitCode = 1;
