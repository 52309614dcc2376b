/** What is sent and answered about accounts, beside who is signed in. Loaded by the pages that need it only. */
import { z } from 'zod';
import { AccountId, AccountView, PersonName, Role } from './account.ts';

/** Kept in lower case: who signs in need not know how it was written. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ message: 'this is no e-mail address' }));

/** Length is what counts (NIST SP 800-63B, 3.1.1.2): no rules on kinds of characters. */
export const Password = z
  .string()
  .min(12, 'a password has at least 12 characters; a few words are good')
  .max(200, 'a password has at most 200 characters')
  .refine((password) => password.isWellFormed() && !password.includes('\0'), { message: 'a password is text' });

/** 32 random bytes, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'this is no link of ours');

export const SignInRequest = z.strictObject({ email: Email, password: z.string().max(200) });
export type SignInRequest = z.infer<typeof SignInRequest>;

/** A browser that somebody is signed in with. */
export const SessionView = z.object({
  id: z.uuid(),
  /** The one that asks. */
  current: z.boolean(),
  /** What the browser said of itself when it signed in, shortened. */
  browser: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type SessionView = z.infer<typeof SessionView>;

export const SessionList = z.object({ items: z.array(SessionView) });

/** `first-admin`: printed by the server; `invitation`: a new account; `reset`: a new password. */
export const LinkKind = z.enum(['first-admin', 'invitation', 'reset']);
export type LinkKind = z.infer<typeof LinkKind>;

export const LinkQuery = z.strictObject({ token: LinkToken });

/** What a link is for, before it is used. */
export const LinkView = z.object({
  kind: LinkKind,
  /** Of the account that it makes or belongs to; null: whoever uses it says so. */
  email: z.string().nullable(),
  role: Role,
  expiresAt: z.iso.datetime(),
});
export type LinkView = z.infer<typeof LinkView>;

/** Uses a link, once. `email` for `first-admin`, `name` for all but `reset`. */
export const LinkUse = z.strictObject({
  token: LinkToken,
  email: Email.optional(),
  name: PersonName.optional(),
  password: Password,
});
export type LinkUse = z.infer<typeof LinkUse>;

export const ResetRequest = z.strictObject({ email: Email });
export const ProfileChange = z.strictObject({ name: PersonName });
export const PasswordChange = z.strictObject({ current: z.string().max(200), password: Password });

/**
 * Where the address of an account whose data was deleted is, in place of the one that it had. Nothing is ever there (RFC 2606).
 */
export const ERASED_DOMAIN = 'erased.invalid';

/** An account as an admin sees it. */
export const AccountRow = AccountView.extend({
  disabledAt: z.iso.datetime().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  /** A new password was asked for, and no link was sent: an admin makes one. */
  resetAskedAt: z.iso.datetime().nullable(),
});
export type AccountRow = z.infer<typeof AccountRow>;

export const AccountPage = z.object({ items: z.array(AccountRow), next: z.string().nullable() });
export type AccountPage = z.infer<typeof AccountPage>;

export const AccountChange = z.strictObject({ role: Role.optional(), disabled: z.boolean().optional() });
export type AccountChange = z.infer<typeof AccountChange>;

export const InvitationRequest = z.strictObject({ email: Email, role: Role });
export type InvitationRequest = z.infer<typeof InvitationRequest>;

/** An invitation that nobody has used yet. */
export const InvitationView = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type InvitationView = z.infer<typeof InvitationView>;
export const InvitationList = z.object({ items: z.array(InvitationView) });

/** A link that was just made. It is shown this once: only its hash is kept. */
export const MadeLink = z.object({
  link: z.url(),
  expiresAt: z.iso.datetime(),
  /** Whether it was sent by mail, too. */
  sent: z.boolean(),
});
export type MadeLink = z.infer<typeof MadeLink>;

/** What somebody did. Entries are only ever added. */
export const AuditEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Who did it; null: the server itself, or somebody without an account. */
  actor: z.object({ id: AccountId, name: z.string(), email: z.string() }).nullable(),
  /** `account-made`, `signed-in`, … */
  action: z.string(),
  /** What it was done to, in words: an e-mail address, a role. Never a secret. */
  subject: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z.object({ items: z.array(AuditEntry), next: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

/** What a token is for. `read`: looking; `write`: everything else; `admin`: what is below /api/admin and /api/authoring, with one of the others. */
export const TokenScope = z.enum(['read', 'write', 'admin']);
export type TokenScope = z.infer<typeof TokenScope>;

export const ApiTokenRequest = z.strictObject({
  name: PersonName,
  scopes: z
    .array(TokenScope)
    .min(1, 'a token is for something')
    .max(3)
    .refine((scopes) => new Set(scopes).size === scopes.length, { message: 'a scope stands there twice' }),
  /** How long it works; null: until it is revoked. */
  days: z.int().min(1).max(366).nullable(),
});
export type ApiTokenRequest = z.infer<typeof ApiTokenRequest>;

export const ApiTokenView = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(TokenScope),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
});
export type ApiTokenView = z.infer<typeof ApiTokenView>;
export const ApiTokenList = z.object({ items: z.array(ApiTokenView) });

/** `token` is shown this once: only its hash is kept. */
export const ApiTokenMade = z.object({ token: z.string(), view: ApiTokenView });
export type ApiTokenMade = z.infer<typeof ApiTokenMade>;
