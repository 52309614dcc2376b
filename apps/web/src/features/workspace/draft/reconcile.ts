/**
 * Which of two versions of a draft the editor shows when a page opens. Pure. Invariant: no text that somebody typed
 * is dropped; the version that is not shown is handed back as `other`.
 */
import type { Draft } from '@lockstep/protocol';
import type { DraftRecord, OtherVersion } from './draft-record.ts';

export interface Reconciled {
  readonly source: string;
  readonly base: number;
  /** The server must still get it. */
  readonly dirty: boolean;
  readonly at: string | null;
  readonly other: OtherVersion | null;
}

/**
 * `server` null: it could not be asked. Version 0 means that nothing was saved there yet. `typing`: the visitor has
 * typed since the page opened, so the editor's text is not replaced under the hands.
 */
export function reconcile(
  local: Pick<DraftRecord, 'source' | 'base' | 'dirty' | 'at' | 'sent' | 'other'> | null,
  server: Draft | null,
  starter: string,
  typing = false,
): Reconciled {
  if (server === null) {
    if (local === null) return { source: starter, base: 0, dirty: false, at: null, other: null };
    return { source: local.source, base: local.base, dirty: local.dirty, at: local.at, other: local.other };
  }
  const serverSource = server.version === 0 ? starter : server.source;
  const fromServer = { source: serverSource, base: server.version, dirty: false, at: server.savedAt };
  if (local === null) return { ...fromServer, other: null };

  const keptOther = local.other !== null && local.other.source !== serverSource ? local.other : null;
  if (local.source === serverSource) return { ...fromServer, other: keptOther };

  const mine = { source: local.source, dirty: true, at: local.at };
  if (!local.dirty) {
    // Ours was saved once. A server that knows less than that has lost it (or the cookie was cleared): give it back.
    return server.version >= local.base
      ? { ...fromServer, other: keptOther }
      : { ...mine, base: server.version, other: keptOther };
  }
  const ahead = server.version > local.base && !local.sent.includes(serverSource);
  if (!ahead) return { ...mine, base: server.version, other: keptOther };

  // Both went on from the same version: the newer one is shown, the other one is offered.
  const serverIsNewer =
    local.at !== null && server.savedAt !== null && Date.parse(server.savedAt) > Date.parse(local.at);
  if (serverIsNewer && !typing) {
    return { ...fromServer, other: { source: local.source, where: 'browser', version: null, at: local.at } };
  }
  return {
    ...mine,
    base: local.base,
    other: { source: serverSource, where: 'server', version: server.version, at: server.savedAt },
  };
}
