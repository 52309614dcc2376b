/** Passwords as argon2id strings. Costs as OWASP's Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane. */
import { argon2id, hash, verify } from 'argon2';

const COST = { type: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether the password is that of the hash. Takes as long when there is no hash: that tells nothing either. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobody ??= hashPassword('');
  const right = await verify(passwordHash ?? (await nobody), password);
  return right && passwordHash !== null;
}

let nobody: Promise<string> | undefined;
