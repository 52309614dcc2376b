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

/** Results in the order of the jobs. Rejects as the first job that does. */
export async function inParallel<Job, Result>(
  jobs: readonly Job[],
  parallel: number,
  bar: ProgressBar | null,
  task: (job: Job) => { readonly title: string; readonly run: () => Promise<Result> },
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) {
      const { title, run } = task(jobs[index] as Job);
      results[index] = await run();
      done += 1;
      bar?.show(done, jobs.length, title);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(parallel, jobs.length)) }, work));
  } finally {
    bar?.clear();
  }
  return results;
}
