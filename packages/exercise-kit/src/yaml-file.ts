/** YAML text to a checked value. Problems name the file, the key, and the line for what is not YAML at all. */
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problems } from './problems.ts';

/** The value, or null when it was reported. */
export function parseYaml<T>(file: string, text: string, schema: z.ZodType<T>, problems: Problems): T | null {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: true });
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) {
    problems.add(file, '', `not YAML: ${error.message.split('\n')[0]?.replace(/:$/, '') ?? ''}`);
    return null;
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    problems.add(file, '', 'aliases (*name) are not supported; write the value out');
    return null;
  }
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  problems.addIssues(file, checked.error);
  return null;
}
