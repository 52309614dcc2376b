/** What the self-test finds out about one protection. */
import { z } from 'zod';

export const Finding = z.object({
  /** What to look at when it does not hold. */
  group: z.enum(['privileges', 'seccomp', 'listener', 'namespaces', 'files', 'inheritance', 'limits']),
  protection: z.string(),
  holds: z.boolean(),
  seen: z.string(),
});
export type Finding = z.infer<typeof Finding>;
