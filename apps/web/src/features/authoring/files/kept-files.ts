/** What is typed into the files of a draft and not yet at the server, kept in this browser: a record for each file, and a list of them. */
import { z } from 'zod';
import type { KeyValueStore } from '../../../shared/api/services.tsx';

/** Saves without an answer that are remembered, and how long they may be together. */
const SENT = { saves: 3, characters: 200_000 } as const;

const KeptFile = z.object({
  content: z.string(),
  /** The server's version that it follows; 0: there was none. */
  base: z.int().min(0),
  /** When it was typed last, by this browser's clock. */
  at: z.string(),
  /** Contents that were sent and not answered, newest last: a newer version with one of these is our own. */
  sent: z.array(z.string()).max(SENT.saves),
  /** The tab that wrote it. */
  tab: z.string(),
  /** What another tab of this browser typed meanwhile. */
  other: z.object({ content: z.string(), at: z.string() }).nullable(),
});
export type KeptFile = Readonly<z.infer<typeof KeptFile>>;

const Paths = z.array(z.string().max(200)).max(1000);

export interface KeptFiles {
  /** null: nothing is kept of that file. */
  read(path: string): KeptFile | null;
  /** False when the browser would not keep it. What another tab typed becomes the record's other version. */
  write(path: string, file: KeptFile): boolean;
  remove(path: string): void;
  paths(): readonly string[];
}

export function keptFiles(store: KeyValueStore, draft: string): KeptFiles {
  const list = `lockstep:authoring:${draft}`;
  const keyOf = (path: string) => `${list}:${path}`;
  const paths = () => parsed(store.get(list), Paths) ?? [];
  const read = (path: string) => parsed(store.get(keyOf(path)), KeptFile);
  return {
    read,
    paths,
    write(path, file) {
      const known = paths();
      if (!known.includes(path)) store.set(list, JSON.stringify([...known, path]));
      const before = read(path);
      const foreign = before !== null && before.tab !== file.tab && before.content !== file.content;
      const other = file.other ?? (foreign ? { content: before.content, at: before.at } : null);
      return store.set(keyOf(path), JSON.stringify({ ...file, other, sent: bounded(file.sent) }));
    },
    remove(path) {
      store.remove(keyOf(path));
      const rest = paths().filter((one) => one !== path);
      if (rest.length === 0) store.remove(list);
      else store.set(list, JSON.stringify(rest));
    },
  };
}

/** The newest ones that fit. */
export function bounded(sent: readonly string[]): string[] {
  const kept: string[] = [];
  let characters = 0;
  for (const content of sent.slice(-SENT.saves).reverse()) {
    characters += content.length;
    if (characters > SENT.characters) break;
    kept.unshift(content);
  }
  return kept;
}

function parsed<Value>(text: string | null, schema: z.ZodType<Value>): Value | null {
  if (text === null) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
