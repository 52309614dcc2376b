/** The server's settings, from the environment, checked once at the start. */
import { z } from 'zod';

const flag = z.enum(['0', '1']).transform((value) => value === '1');

export const ServerConfig = z.object({
  /** PostgreSQL 15 or newer. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Folder of exercise packages. */
  EXERCISES: z.string().min(1),
  /** Folder of the built web app; without it only the API is served. */
  WEB_DIST: z.string().min(1).optional(),
  /** 1 behind a proxy that sets X-Forwarded-For and X-Forwarded-Proto. */
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Requests of one address in a minute. */
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  /** Submissions and sample runs of one address in a minute. */
  SUBMISSIONS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  /** Submissions of one visitor that may wait or run at the same time. */
  UNFINISHED_PER_VISITOR: z.coerce.number().int().min(1).default(5),
});
export type ServerConfig = z.infer<typeof ServerConfig>;

/** Reads the settings; throws with one line for each setting that is wrong, naming it. */
export function readConfig(env: NodeJS.ProcessEnv): ServerConfig {
  const parsed = ServerConfig.safeParse(env);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The server's settings are wrong. Set these environment variables:\n  ${lines.join('\n  ')}`);
}
