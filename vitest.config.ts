import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take minutes; begun last, one of them would run alone at the end. What needs processors all the time begins beside what
 * waits for a browser most of the time.
 */
const LONG = ['same-verdict.test.ts', 'accessibility.test.ts', 'cli/test/judge.test.ts', 'differential.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? LONG.length : found;
    };
    return [...(await super.sort(files))].sort((a, b) => place(a) - place(b));
  }
}

// Four workers on two cores: much of the time is spent on waiting for sandboxes and browsers. Nothing here may depend on speed: the limits only
// turn a hang into a failure.
export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'scripts/test/**/*.test.ts'],
    globalSetup: ['apps/web/test/build-once.ts'],
    pool: 'forks',
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
