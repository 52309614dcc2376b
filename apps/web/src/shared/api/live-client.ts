/**
 * The websocket to /api/live. One socket for all watched submissions, open only while something is watched or somebody
 * wants to know of the end of their session.
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

/** `waiting`: the connection broke; it stays so until an attempt has succeeded. */
export type LiveStatus = 'idle' | 'connecting' | 'open' | 'waiting';

export interface LiveWatcher {
  /** The last sequence number this reader has applied, 0 before the first. */
  lastSeen(): number;
  event(event: NumberedEvent): void;
}

/** The part of a browser's WebSocket that is used. */
export interface LiveSocket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: ((closed: { readonly code: number }) => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
}

export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

export interface LiveClient {
  /** Streams the events of a submission until the returned function is called. */
  watch(submission: SubmissionId, watcher: LiveWatcher): () => void;
  /** Keeps the connection open, watching nothing, until the returned function is called. */
  stay(): () => void;
  status(): LiveStatus;
  /** Calls back on every change of status. */
  subscribe(listener: () => void): () => void;
  /** Connects at once instead of at the end of the current pause, e.g. when the browser is online again. */
  hurry(): void;
  /** Connects anew: whoever asks is somebody else now. */
  renew(): void;
}

export const LIVE_BACKOFF = { firstMs: 400, mostMs: 10_000 } as const;

export function createLiveClient(ports: {
  readonly connect: () => LiveSocket;
  readonly timers: Timers;
  /** 0 to 1; spreads the reconnections of many pages after a restart of the server. */
  readonly random: () => number;
  /** Called when the server ends the connection since the session is no more. Until `renew` it is not tried again. */
  readonly onSignedOut: () => void;
}): LiveClient {
  const watches = new Map<SubmissionId, Set<LiveWatcher>>();
  const listeners = new Set<() => void>();
  let status: LiveStatus = 'idle';
  let socket: LiveSocket | null = null;
  let timer: unknown = null;
  let failures = 0;
  let staying = 0;

  const become = (next: LiveStatus): void => {
    if (status === next) return;
    status = next;
    for (const listener of listeners) listener();
  };
  const say = (request: LiveRequest): void => socket?.send(JSON.stringify(request));
  const sayWatch = (submission: SubmissionId, watchers: ReadonlySet<LiveWatcher>): void => {
    const after = Math.min(...[...watchers].map((watcher) => watcher.lastSeen()));
    say({ kind: 'watch', submission, after });
  };

  const open = (): void => {
    ports.timers.clear(timer);
    timer = null;
    become(failures === 0 ? 'connecting' : 'waiting');
    const opened = ports.connect();
    socket = opened;
    opened.onopen = () => {
      if (socket !== opened) return;
      failures = 0;
      become('open');
      for (const [submission, watchers] of watches) sayWatch(submission, watchers);
    };
    opened.onmessage = ({ data }) => {
      if (socket !== opened) return;
      const message = parse(data);
      if (message?.kind !== 'event') return;
      const { submission, seq, at, event } = message;
      for (const watcher of watches.get(submission) ?? []) watcher.event({ seq, at, event });
    };
    opened.onclose = ({ code }) => {
      if (socket !== opened) return;
      socket = null;
      if (code === LIVE_SIGNED_OUT) {
        become('waiting');
        ports.onSignedOut();
        return;
      }
      const pause = Math.min(LIVE_BACKOFF.mostMs, LIVE_BACKOFF.firstMs * 2 ** failures);
      failures += 1;
      become('waiting');
      timer = ports.timers.set(open, pause * (0.5 + ports.random() / 2));
    };
  };

  const close = (): void => {
    ports.timers.clear(timer);
    timer = null;
    const closed = socket;
    socket = null;
    closed?.close();
    failures = 0;
    become('idle');
  };

  return {
    watch(submission, watcher) {
      const watchers = watches.get(submission) ?? new Set();
      watchers.add(watcher);
      watches.set(submission, watchers);
      if (status === 'open') sayWatch(submission, watchers);
      else if (status === 'idle') open();
      return () => {
        if (!watchers.delete(watcher) || watchers.size > 0) return;
        watches.delete(submission);
        if (watches.size === 0 && staying === 0) close();
        else if (status === 'open') say({ kind: 'unwatch', submission });
      };
    },
    stay() {
      staying += 1;
      if (status === 'idle') open();
      let left = false;
      return () => {
        if (left) return;
        left = true;
        staying -= 1;
        if (staying === 0 && watches.size === 0) close();
      };
    },
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    renew() {
      if (status === 'idle') return;
      const before = socket;
      socket = null;
      before?.close();
      failures = 0;
      open();
    },
    hurry() {
      if (status === 'waiting' && timer !== null) open();
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
