/** What a YAML text holds, for who need not check it. Pure. */
import { type Document, isMap, parseDocument, visit } from 'yaml';

/** What a YAML text holds; null when it is no mapping. What its keys hold is not checked. */
export function yamlMapping(text: string): Record<string, unknown> | null {
  const value = mapping(text)?.toJS({ maxAliasCount: 0 }) as Record<string, unknown> | undefined;
  return value ?? null;
}

function mapping(text: string): Document | null {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true });
  if (document.errors.length > 0 || document.warnings.length > 0 || !isMap(document.contents)) return null;
  let aliases = false;
  visit(document, {
    Alias: () => {
      aliases = true;
      return visit.BREAK;
    },
  });
  return aliases ? null : document;
}
