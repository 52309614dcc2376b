/** A grader that begins each submission that it gets, says so, and judges it for ever. */
import { openJudgingQueue, openStore } from '../../src/index.ts';

const [url = ''] = process.argv.slice(2);
const store = await openStore({ url, prepare: false });
await openJudgingQueue({
  url,
  store,
  concurrency: 1,
  handler: async ({ assignment }) => {
    process.stdout.write(`${assignment.submission}\n`);
    await new Promise(() => {});
  },
});
