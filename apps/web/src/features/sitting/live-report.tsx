/**
 * Tells interviewers what a candidate's page shows, and whether it is in front; for as long as the interview goes on,
 * whatever page that is. It also sends what was typed without a connection. A chunk of its own; nothing of it is seen.
 */
import type { InterviewItem } from '@lockstep/protocol';
import { useEffect, useState } from 'react';
import { useServices } from '../../shared/api/services.tsx';
import type { Timers } from '../../shared/api/steady-socket.ts';
import { type Held, holdLiveCode } from '../../shared/live-code/hold.ts';

/** Who comes back sooner was not away: a dialog of the system, a click beside the window. */
const AWAY_AFTER_MS = 1_000;

export default function LiveReport(props: { readonly sitting: string; readonly item: InterviewItem | null }) {
  const services = useServices();
  const { sitting } = props;
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    const holding = holdLiveCode(services, sitting, 'candidate');
    setHeld(holding);
    const stop = watchPresence(services.timers, (away, agoMs) => holding.live.away(away, agoMs));
    const hurry = () => holding.live.hurry();
    const flush = () => holding.live.flush();
    window.addEventListener('online', hurry);
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('online', hurry);
      window.removeEventListener('pagehide', flush);
      stop();
      holding.release();
      setHeld(null);
    };
  }, [services, sitting]);

  const { kind, slug } = props.item ?? {};
  useEffect(() => {
    if (held !== null) held.live.look(kind === undefined || slug === undefined ? null : { kind, slug });
  }, [held, kind, slug]);
  return null;
}

/** Calls back when the page is left, and when somebody is back. `agoMs`: how long it is so. */
function watchPresence(timers: Timers, tell: (away: boolean, agoMs: number) => void): () => void {
  let timer: unknown = null;
  const look = (): void => {
    timers.clear(timer);
    timer = null;
    const isAway = document.visibilityState === 'hidden' || !document.hasFocus();
    if (isAway) timer = timers.set(() => tell(true, AWAY_AFTER_MS), AWAY_AFTER_MS);
    else tell(false, 0);
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('blur', look);
  window.addEventListener('focus', look);
  look();
  return () => {
    timers.clear(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('blur', look);
    window.removeEventListener('focus', look);
  };
}
