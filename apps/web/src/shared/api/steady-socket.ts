/**
 * A websocket that comes back: after a broken connection it is opened again, with a patience that grows. What is said on
 * it, and what has to be said again after that, is the business of whoever uses it.
 */

/** `waiting`: the connection broke; it stays so until an attempt has succeeded. `ended`: it will not be opened again. */
export type SocketStatus = 'idle' | 'connecting' | 'open' | 'waiting' | 'ended';

/** The part of a browser's WebSocket that is used. */
export interface LiveSocket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
}

export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

export interface SteadySocket {
  status(): SocketStatus;
  /** Does nothing unless the connection is open; false then. */
  send(text: string): boolean;
  /** Connects, unless it does so already. */
  open(): void;
  /** Closes for good, or until `open`. */
  close(): void;
  /** Connects at once instead of at the end of the current pause, e.g. when the browser is online again. */
  hurry(): void;
}

export interface SocketPorts {
  readonly connect: () => LiveSocket;
  readonly timers: Timers;
  /** 0 to 1; spreads the reconnections of many pages after a restart of the server. */
  readonly random: () => number;
  readonly onOpen: () => void;
  readonly onMessage: (data: unknown) => void;
  readonly onStatus: () => void;
  /** Whether a connection that was closed with this code may be opened again. */
  readonly mayReturn?: (code: number) => boolean;
}

export const SOCKET_BACKOFF = { firstMs: 400, mostMs: 10_000 } as const;

export function createSteadySocket(ports: SocketPorts): SteadySocket {
  let status: SocketStatus = 'idle';
  let socket: LiveSocket | null = null;
  let timer: unknown = null;
  let failures = 0;

  const become = (next: SocketStatus): void => {
    if (status === next) return;
    status = next;
    ports.onStatus();
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
      ports.onOpen();
    };
    opened.onmessage = ({ data }) => {
      if (socket === opened) ports.onMessage(data);
    };
    opened.onclose = ({ code }) => {
      if (socket !== opened) return;
      socket = null;
      if (ports.mayReturn?.(code) === false) {
        become('ended');
        return;
      }
      const pause = Math.min(SOCKET_BACKOFF.mostMs, SOCKET_BACKOFF.firstMs * 2 ** failures);
      failures += 1;
      timer = ports.timers.set(open, pause * (0.5 + ports.random() / 2));
      become('waiting');
    };
  };

  return {
    status: () => status,
    send(text) {
      if (status !== 'open' || socket === null) return false;
      socket.send(text);
      return true;
    },
    open() {
      if (status === 'idle' || status === 'ended') open();
    },
    close() {
      ports.timers.clear(timer);
      timer = null;
      const closed = socket;
      socket = null;
      closed?.close();
      failures = 0;
      become('idle');
    },
    hurry() {
      if (status === 'waiting' && timer !== null) open();
    },
  };
}
