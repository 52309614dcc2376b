/** Documents on their way into and out of the database. What comes out is checked: the database outlives the program that wrote it. */
import type { z } from 'zod';
import { StoredDataInvalid } from './errors.ts';

/**
 * The text of a document for a `json` column. Every string becomes well-formed Unicode (half a surrogate pair becomes
 * U+FFFD), which what comes from a candidate's program need not be. NUL stays: `json` takes it.
 */
export function toDocument(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? inner.toWellFormed() : inner));
}

/** Text for a `text` column, which knows no NUL. */
export function toText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Reads a stored document or throws StoredDataInvalid, which names it. */
export function fromDocument<T extends z.ZodType>(schema: T, what: string, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new StoredDataInvalid(what, parsed.error);
}
