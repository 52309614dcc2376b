/** What is typed into the files of a draft and not yet at the server, kept in this browser: a record for each file. */
import { z } from 'zod';
import type { KeyValueStore } from '../../../shared/api/key-value-store.ts';

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

export interface KeptFiles {
  /** null: nothing is kept of that file. */
  read(path: string): KeptFile | null;
  /** False when the browser would not keep it. What another tab typed becomes the record's other version. */
  write(path: string, file: KeptFile): boolean;
  remove(path: string): void;
  paths(): readonly string[];
}

export function keptFiles(store: KeyValueStore, draft: string): KeptFiles {
  const prefix = `lockstep:authoring:${draft}:`;
  const read = (path: string) => parsed(store.get(prefix + path));
  return {
    read,
    paths: () => store.keys(prefix).map((key) => key.slice(prefix.length)),
    write(path, file) {
      const before = read(path);
      const foreign = before !== null && before.tab !== file.tab && before.content !== file.content;
      const other = file.other ?? (foreign ? { content: before.content, at: before.at } : null);
      return store.set(prefix + path, JSON.stringify({ ...file, other, sent: bounded(file.sent) }));
    },
    remove: (path) => store.remove(prefix + path),
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

/** What is not readable is nothing. */
function parsed(text: string | null): KeptFile | null {
  if (text === null) return null;
  try {
    return KeptFile.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
