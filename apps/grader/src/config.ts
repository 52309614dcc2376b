/** The grader's settings, from the environment, checked once at the start. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';

export const GraderConfig = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Submissions judged at the same time. Full-scale runs are measured: at most one for two cores keeps them fair. */
  CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(Math.max(1, Math.floor(availableParallelism() / 2))),
  /** Sandboxes kept ready: those of one submission, so that its tests need not wait for one another's. */
  READY_SANDBOXES: z.coerce.number().int().min(1).max(64).default(12),
});
export type GraderConfig = z.infer<typeof GraderConfig>;

/** Reads the settings; throws with one line for each setting that is wrong, naming it. */
export function readConfig(env: NodeJS.ProcessEnv): GraderConfig {
  const parsed = GraderConfig.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The grader's settings are wrong. Set these environment variables:\n  ${lines.join('\n  ')}`);
}
