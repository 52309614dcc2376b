/** What pages need from outside of React: the API, the live stream, the browser's storage. One instance per page. */
import { createContext, type ReactNode, useContext } from 'react';
import type { HeldLiveCode } from '../live-code/held-live-code.ts';
import { type Api, createApi } from './api.ts';
import { createFlag, type Flag } from './flag.ts';
import { type KeyValueStore, storeOf } from './key-value-store.ts';
import { createLiveClient, type LiveClient } from './live-client.ts';
import type { LiveSocket, Timers } from './steady-socket.ts';

export interface Services {
  readonly api: Api;
  /** Up once the server says that nobody is signed in any more where somebody was; down again by signing in. */
  readonly signedOut: Flag;
  readonly live: LiveClient;
  /** Opens a websocket to a path of this server, below /api. */
  readonly connect: (path: string) => LiveSocket;
  /** The connections of live code that this page has, by whom they are for: made where they are needed first. */
  readonly liveCodes: Map<string, HeldLiveCode>;
  readonly store: KeyValueStore;
  readonly timers: Timers;
  /** Names this tab; survives a reload, differs between tabs. */
  readonly tab: string;
}

export function createServices(window: Window & typeof globalThis): Services {
  const timers: Timers = {
    set: (run, ms) => window.setTimeout(run, ms),
    clear: (timer) => {
      if (typeof timer === 'number') window.clearTimeout(timer);
    },
  };
  const signedOut = createFlag();
  const connect = (path: string) => new window.WebSocket(`${socketOrigin(window.location)}${path}`) as LiveSocket;
  const live = createLiveClient({
    connect: () => connect('/api/live'),
    timers,
    random: Math.random,
    onSignedOut: () => signedOut.set(true),
  });
  window.addEventListener('online', () => live.hurry());
  // A connection from before knows nobody.
  signedOut.subscribe(() => {
    if (!signedOut.get()) live.renew();
  });
  return {
    api: createApi(async (input, init) => {
      const response = await window.fetch(input, init);
      // At this address it says that a password is wrong, or answers who signs out.
      if (response.status === 401 && input !== SESSION_PATH) signedOut.set(true);
      return response;
    }),
    signedOut,
    live,
    connect,
    liveCodes: new Map(),
    store: storeOf(() => window.localStorage),
    timers,
    tab: tabName(storeOf(() => window.sessionStorage)),
  };
}

export const SESSION_PATH = '/api/session';

function socketOrigin({ protocol, host }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}`;
}

function tabName(session: KeyValueStore): string {
  const known = session.get('lockstep:tab');
  if (known !== null) return known;
  const name = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  session.set('lockstep:tab', name);
  return name;
}

const ServicesContext = createContext<Services | null>(null);

export function ServicesProvider(props: { readonly services: Services; readonly children: ReactNode }) {
  return <ServicesContext value={props.services}>{props.children}</ServicesContext>;
}

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('useServices needs a ServicesProvider above it');
  return services;
}
