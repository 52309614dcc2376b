import { defineConfig } from 'vitest/config';

// Files run in two workers (the smallest machine has two cores). Nothing here may depend on speed: the limits only
// turn a hang into a failure.
export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'scripts/test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
