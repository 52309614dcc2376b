/**
 * Accounts: people who sign in. Candidates may practise without one. Accounts come by links only: the first admin's, which the server prints,
 * and invitations. A link's token stands behind the `#` of its address, which browsers send to nobody.
 */
import { z } from 'zod';

export const AccountId = z.uuid().brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

/** Somebody with an account, as others see them. */
export const Person = z.object({ id: AccountId, name: z.string() });
export type Person = z.infer<typeof Person>;

/** What somebody may do. Each may do what those before may. */
export const Role = z.enum(['candidate', 'interviewer', 'admin']);
export type Role = z.infer<typeof Role>;

export const PersonName = z
  .string()
  .trim()
  .min(1, 'a name has at least one character')
  .max(100)
  .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), { message: 'a name is text on one line' });

export const AccountView = z.object({
  id: AccountId,
  email: z.string(),
  name: z.string(),
  role: Role,
  /** False for those who sign in at an identity provider only. */
  hasPassword: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type AccountView = z.infer<typeof AccountView>;

/** Who asks, and how one may sign in here. */
export const SignInState = z.object({
  account: AccountView.nullable(),
  /** The name of the identity provider that one may sign in at; null: none. */
  provider: z.string().nullable(),
  /** Whether the server can send mail; else an admin passes links on. */
  mail: z.boolean(),
});
export type SignInState = z.infer<typeof SignInState>;
