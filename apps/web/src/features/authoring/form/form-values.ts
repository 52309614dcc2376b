/** Values of problem.yaml as the form's fields have them, and back. Pure. */
import type { YamlScalar } from '../yaml/yaml-scalar.ts';
import type { YamlValue } from '../yaml/yaml-tree.ts';
import type { NewValue } from '../yaml/yaml-write.ts';

/** undefined: there is no such key. */
export function valueAt(root: YamlValue, way: readonly string[]): YamlValue | undefined {
  let value: YamlValue | undefined = root;
  for (const key of way) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = Object.entries(value).find(([name]) => name === key)?.[1];
    if (value === undefined) return undefined;
  }
  return value;
}

/** As it stands in a field; null: it is nothing that a field could hold. */
export function scalarText(value: YamlValue | undefined): string | null {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? null : String(value);
}

/** What a field for text means: nothing takes the key out, unless the file needs it. */
export function textValue(text: string, required: boolean): NewValue | undefined {
  const trimmed = text.trim();
  return trimmed === '' && !required ? undefined : trimmed;
}

/** A number; `wrong`: something else. */
export function numberValue(text: string, required: boolean): NewValue | undefined | 'wrong' {
  const trimmed = text.trim().replaceAll(/[_ ,](?=\d{3})/g, '');
  if (trimmed === '') return required ? 'wrong' : undefined;
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : 'wrong';
}

/** A count that a rule asks for: a number, or what is written with parameters. */
export function countValue(text: string): YamlScalar | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Texts of a list; null: there is something else in it. */
export function listTexts(value: YamlValue | undefined): readonly string[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const texts = value.map(scalarText);
  return texts.every((text) => text !== null) ? texts : null;
}

/** Items between commas, or on lines of their own. */
export function itemsOf(text: string, between: ',' | '\n'): readonly string[] {
  return text
    .split(between)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
