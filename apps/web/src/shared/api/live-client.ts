/**
 * The websocket to /api/live. One socket for all watched submissions, open only while something is watched.
 *
 * Invariants: after every (re)connection each watch is sent again with the last sequence number that its reader has
 * seen, so nothing is missed; readers ignore what they have seen, so nothing counts twice. A message that does not
 * parse is ignored: a newer server may know more kinds than this page.
 */
import {
  LIVE_SIGNED_OUT,
  LiveMessage,
  type LiveRequest,
  type NumberedEvent,
  type SubmissionId,
} from '@lockstep/protocol';
import { createSteadySocket, type SocketPorts, type SocketStatus } from './steady-socket.ts';

export interface LiveWatcher {
  /** The last sequence number this reader has applied, 0 before the first. */
  lastSeen(): number;
  event(event: NumberedEvent): void;
}

export interface LiveClient {
  /** Streams the events of a submission until the returned function is called. */
  watch(submission: SubmissionId, watcher: LiveWatcher): () => void;
  /** Keeps the connection open, watching nothing, until the returned function is called. */
  stay(): () => void;
  status(): SocketStatus;
  /** Calls back on every change of status. */
  subscribe(listener: () => void): () => void;
  /** Connects at once instead of at the end of the current pause, e.g. when the browser is online again. */
  hurry(): void;
  /** Connects anew: whoever asks is somebody else now. */
  renew(): void;
}

export interface LiveClientPorts extends Pick<SocketPorts, 'connect' | 'timers' | 'random'> {
  /** Called when the server ends the connection since the session is no more. Until `renew` it is not tried again. */
  readonly onSignedOut: () => void;
}

export function createLiveClient(ports: LiveClientPorts): LiveClient {
  const watches = new Map<SubmissionId, Set<LiveWatcher>>();
  const listeners = new Set<() => void>();
  let staying = 0;
  const socket = createSteadySocket({
    ...ports,
    onOpen: () => {
      for (const [submission, watchers] of watches) sayWatch(submission, watchers);
    },
    onMessage: (data) => {
      const message = parse(data);
      if (message?.kind !== 'event') return;
      const { submission, seq, at, event } = message;
      for (const watcher of watches.get(submission) ?? []) watcher.event({ seq, at, event });
    },
    onStatus: () => {
      // One code only ends it.
      if (socket.status() === 'ended') ports.onSignedOut();
      for (const listener of listeners) listener();
    },
    mayReturn: (code) => code !== LIVE_SIGNED_OUT,
  });
  const open = (): void => {
    if (socket.status() !== 'ended') socket.open();
  };
  const closeIfUnused = (): void => {
    if (watches.size === 0 && staying === 0) socket.close();
  };
  const say = (request: LiveRequest): boolean => socket.send(JSON.stringify(request));
  const sayWatch = (submission: SubmissionId, watchers: ReadonlySet<LiveWatcher>): void => {
    const after = Math.min(...[...watchers].map((watcher) => watcher.lastSeen()));
    say({ kind: 'watch', submission, after });
  };

  return {
    watch(submission, watcher) {
      const watchers = watches.get(submission) ?? new Set();
      watchers.add(watcher);
      watches.set(submission, watchers);
      sayWatch(submission, watchers);
      open();
      return () => {
        if (!watchers.delete(watcher) || watchers.size > 0) return;
        watches.delete(submission);
        say({ kind: 'unwatch', submission });
        closeIfUnused();
      };
    },
    stay() {
      staying += 1;
      open();
      let stays = true;
      return () => {
        if (!stays) return;
        stays = false;
        staying -= 1;
        closeIfUnused();
      };
    },
    status: socket.status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hurry: socket.hurry,
    renew() {
      if (socket.status() === 'idle') return;
      socket.close();
      socket.open();
    },
  };
}

function parse(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return LiveMessage.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
