/** The live code of a sitting, once for all parts of the page that use it at the same time. */
import type { Slug } from '@lockstep/protocol';
import type { Api } from '../api/api.ts';
import type { KeyValueStore } from '../api/key-value-store.ts';
import type { LiveSocket, Timers } from '../api/steady-socket.ts';
import { sittingSign } from '../sitting/sitting-sign.ts';
import type { HeldLiveCode } from './held-live-code.ts';
import { LiveCode } from './live-code.ts';
import { leftSlugs, openOutbox } from './outbox.ts';

export interface Held {
  readonly live: LiveCode;
  /** The connection ends when nobody holds it any more. */
  readonly release: () => void;
}

/** Of the page's services. */
export interface HoldPorts {
  readonly api: Pick<Api, 'saveDraft'>;
  readonly connect: (path: string) => LiveSocket;
  readonly liveCodes: Map<string, HeldLiveCode>;
  readonly store: KeyValueStore;
  readonly timers: Timers;
  readonly tab: string;
}

/** Whose eyes it is seen with: the candidate who sits it in this browser, or an interviewer who is signed in here. */
export type LiveRole = 'candidate' | 'interviewer';

/** Connects, or joins those who did. */
export function holdLiveCode(ports: HoldPorts, sitting: string, role: LiveRole): Held {
  const key = `${role} ${sitting}`;
  const held = ports.liveCodes.get(key) ?? begin(ports, sitting, role);
  ports.liveCodes.set(key, held);
  held.users += 1;
  let holds = true;
  return {
    live: held.live,
    release: () => {
      if (!holds) return;
      holds = false;
      held.users -= 1;
      if (held.users > 0) return;
      ports.liveCodes.delete(key);
      held.live.close();
    },
  };
}

function begin({ api, connect, store, timers, tab }: HoldPorts, sitting: string, role: LiveRole): HeldLiveCode {
  const mine = role === 'candidate';
  // A tab that was copied has the name of the other one.
  const page = `${tab}-${Math.random().toString(36).slice(2, 10)}`;
  /** What it follows does not count where nothing is replaced. */
  const saveLate = async (slug: Slug, source: string): Promise<unknown> => {
    if (sittingSign(store) !== sitting) throw new Error('this browser sits another interview now');
    return api.saveDraft(slug, { source, follows: 0 }, sitting);
  };
  const live = new LiveCode({
    sitting,
    connect: () => connect(`/api/live-code?${new URLSearchParams(mine ? { page: sitting } : { sitting })}`),
    timers,
    random: Math.random,
    now: () => Date.now(),
    outbox: mine ? (slug: Slug) => openOutbox(store, sitting, slug, page) : null,
    saveLate: mine ? saveLate : null,
    left: mine ? leftSlugs(store, sitting) : [],
  });
  live.open();
  return { live, users: 0 };
}
