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
  /** Where people reach this server: `https://judge.example.org`. Needed for mail and for an identity provider. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Mail is sent through this server (`smtp://user:password@host:587`); without it an admin passes links on. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Sender of mail: `Lockstep <judge@example.org>`. */
  MAIL_FROM: z.string().min(3).max(200).optional(),
  /** An OpenID Connect provider that people may sign in at; all of these or none. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** What the button says: "Sign in with …". */
  OIDC_NAME: z.string().min(1).max(40).default('single sign-on'),
  /** Visitors without an account who were not here for so many days are deleted with all that they did; not set: never. */
  RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).optional(),
  /** Candidates of interviews are erased so many days after theirs was over; not set: never. */
  SITTING_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).optional(),
  /** `allow`: webhooks may go to private networks, by http and to any port. For tests and intranets. */
  WEBHOOK_PRIVATE_TARGETS: z.enum(['refuse', 'allow']).default('refuse'),
  /** 1 behind a proxy that sets X-Forwarded-For and X-Forwarded-Proto. */
  TRUST_PROXY: flag.default(false),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Requests of one address in a minute. */
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  /** Submissions and sample runs of one address in a minute. */
  SUBMISSIONS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  /** Tries of one address in a minute to sign in, to use a link, or to get one. */
  SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(20),
  /** Submissions of one visitor that may wait or run at the same time. */
  UNFINISHED_PER_VISITOR: z.coerce.number().int().min(1).default(5),
});
const Checked = ServerConfig.superRefine(({ PUBLIC_URL, SMTP_URL, MAIL_FROM, ...rest }, context) => {
  const need = (name: string, why: string): void => context.addIssue({ code: 'custom', path: [name], message: why });
  if (SMTP_URL !== undefined && MAIL_FROM === undefined) need('MAIL_FROM', 'mail needs a sender');
  if (SMTP_URL !== undefined && PUBLIC_URL === undefined)
    need('PUBLIC_URL', 'links in mail need the address of this server');
  const provider = [rest.OIDC_ISSUER, rest.OIDC_CLIENT_ID, rest.OIDC_CLIENT_SECRET];
  const given = provider.filter((value) => value !== undefined).length;
  if (given > 0 && given < provider.length) {
    need('OIDC_ISSUER', 'a provider needs OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  }
  const issuer = rest.OIDC_ISSUER === undefined ? null : new URL(rest.OIDC_ISSUER);
  if (issuer?.protocol === 'http:' && !isLoopback(issuer)) need('OIDC_ISSUER', 'a provider is asked by https');
  if (given > 0 && PUBLIC_URL === undefined) need('PUBLIC_URL', 'the provider sends people back to this address');
});

export type ServerConfig = z.infer<typeof ServerConfig>;

/** Reads the settings; throws with one line for each setting that is wrong, naming it. */
export function readConfig(env: NodeJS.ProcessEnv): ServerConfig {
  // A setting that is empty is not set: that is how docker compose passes on what nobody gave.
  const parsed = Checked.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The server's settings are wrong. Set these environment variables:\n  ${lines.join('\n  ')}`);
}

/** Whether an address names this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
