/** A session that lives as long as the component: its worker is terminated when that goes. */
import type { RecordedHistories } from '@lockstep/protocol';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { PlaySession, type PlayWorker, type SessionState } from './play-session.ts';
import { parseRuns } from './schedule-text.ts';

const NOTHING: SessionState = { position: null, fromStart: null, busy: true, problem: null };
const observeNothing = () => () => {};
const nothing = () => NOTHING;

/** Plays to `at`, the text of a position. Mounted anew, it begins with a new worker. */
export function usePlayer(options: {
  readonly startWorker: () => PlayWorker;
  readonly histories: RecordedHistories;
  readonly at: string;
}): SessionState {
  const { startWorker, histories, at } = options;
  const [session, setSession] = useState<PlaySession | null>(null);
  useEffect(() => {
    const opened = new PlaySession(startWorker(), histories);
    setSession(opened);
    return () => opened.stop();
  }, [startWorker, histories]);
  useEffect(() => {
    const actors = parseRuns(at);
    if (actors !== null) session?.ask(actors);
  }, [session, at]);
  const state = useSyncExternalStore(session?.subscribe ?? observeNothing, session?.snapshot ?? nothing);
  return parseRuns(at) === null ? { ...state, busy: false, problem: { kind: 'refused', message: '' } } : state;
}
