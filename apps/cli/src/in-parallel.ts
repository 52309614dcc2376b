/** Many judgings, some at the same time, with a bar that tells how far they are. */

export interface ProgressBar {
  show(done: number, total: number, title: string): void;
  clear(): void;
}

/** A bar on stderr; null when nobody looks. */
export function progressBar(): ProgressBar | null {
  if (process.stderr.isTTY !== true) return null;
  return {
    show: (done, total, title) => {
      const filled = Math.round((20 * done) / total);
      process.stderr.write(`\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${done}/${total} ${title}`);
    },
    clear: () => process.stderr.write('\r\u001b[K'),
  };
}

export interface Task<Result> {
  readonly title: string;
  /** It will mostly wait for a time limit, which needs no core: such tasks get as many places more. */
  readonly waits?: boolean;
  readonly run: () => Promise<Result>;
}

/** Results in the order of the jobs. Rejects as the first job that does. */
export async function inParallel<Job, Result>(
  jobs: readonly Job[],
  parallel: number,
  bar: ProgressBar | null,
  task: (job: Job) => Task<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const tasks = jobs.map((job, index) => ({ index, ...task(job) }));
  const busy = tasks.filter(({ waits }) => waits !== true);
  const waiting = tasks.filter(({ waits }) => waits === true);
  let done = 0;
  const work = async (...queues: (typeof tasks)[]): Promise<void> => {
    for (;;) {
      const next = queues.find((queue) => queue.length > 0)?.shift();
      if (next === undefined) return;
      results[next.index] = await next.run();
      done += 1;
      bar?.show(done, tasks.length, next.title);
    }
  };
  const places = (count: number, ...queues: (typeof tasks)[]): Promise<void>[] =>
    Array.from({ length: Math.max(1, count) }, () => work(...queues));
  try {
    await Promise.all([...places(parallel, busy, waiting), ...places(parallel, waiting)]);
  } finally {
    bar?.clear();
  }
  return results;
}
