/** What is known of a sitting: the connection while it runs, its work, its moments and its recordings, each kept up to date. */
import type { SittingId, SittingWork, Slug } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { interviewKeys, workQuery } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { holdLiveCode } from '../../shared/live-code/hold.ts';
import type { LiveCode, LiveCodeSnapshot } from '../../shared/live-code/live-code.ts';
import { isUnderWay } from './attempts/attempt-progress.ts';
import { type KnownMoments, momentsKey, momentsQuery, readTyping, withMoment } from './live-api.ts';
import { Recordings } from './recording/recordings.ts';

/** Where the stream is broken the page asks. */
const ASK_MS = 15_000;
/** After somebody typed, the recording is brought up to date so soon. */
const RECORDING_MS = 3_000;
/** Longer than what was on its way at the end is waited for. */
const AFTER_END_MS = 10_000;

/** The connection of this interviewer; null before it is begun, and while `runs` is false. */
export function useLive(sitting: SittingId, runs: boolean): LiveCode | null {
  const services = useServices();
  const [live, setLive] = useState<LiveCode | null>(null);
  useEffect(() => {
    if (!runs) return;
    const held = holdLiveCode(services, sitting, 'interviewer');
    setLive(held.live);
    const hurry = () => held.live.hurry();
    window.addEventListener('online', hurry);
    return () => {
      window.removeEventListener('online', hurry);
      setLive(null);
      held.release();
    };
  }, [services, sitting, runs]);
  return live;
}

const NOBODY: LiveCodeSnapshot = {
  ...{ status: 'idle', end: null, you: null, clock: null },
  ...{ people: [], pointed: new Map() },
};
const nobody = (): LiveCodeSnapshot => NOBODY;
const never = () => () => undefined;

export function useLiveSnapshot(live: LiveCode | null): LiveCodeSnapshot {
  return useSyncExternalStore(live?.subscribe ?? never, live?.snapshot ?? nobody);
}

/** Submissions and runs, as they come. */
export function useWork(sitting: SittingId, live: LiveCode | null, runs: boolean) {
  const { api } = useServices();
  const client = useQueryClient();
  const work = useQuery({
    ...workQuery(api, sitting),
    // What is judged when the time is up is judged to its end.
    refetchInterval: ({ state: { data } }) => (runs || data?.submissions.some(isUnderWay) ? ASK_MS : false),
  });
  useEffect(() => {
    if (live === null) return;
    return live.onWork((submission) => {
      client.setQueryData<SittingWork>(interviewKeys.work(sitting), (known) =>
        known === undefined
          ? known
          : {
              ...known,
              submissions: [submission, ...known.submissions.filter(({ id }) => id !== submission.id)].sort((a, b) =>
                b.createdAt.localeCompare(a.createdAt),
              ),
            },
      );
    });
  }, [client, live, sitting]);
  useAgainWhenOpen(live, interviewKeys.work(sitting));
  return work;
}

export function useMoments(sitting: SittingId, live: LiveCode | null) {
  const { api } = useServices();
  const client = useQueryClient();
  const moments = useQuery(momentsQuery(api, sitting));
  useEffect(() => {
    if (live === null) return;
    return live.onMoment((moment) => {
      client.setQueryData<KnownMoments>(momentsKey(sitting), (known) =>
        known === undefined ? known : withMoment(known, moment),
      );
    });
  }, [client, live, sitting]);
  // Those that came before the first word of the server are asked for after it.
  useAgainWhenOpen(live, momentsKey(sitting));
  return moments;
}

/** What was missed without a connection is asked for after it. */
function useAgainWhenOpen(live: LiveCode | null, key: readonly string[]): void {
  const client = useQueryClient();
  const { status, you } = useLiveSnapshot(live);
  const isOpen = status === 'open' && you !== null;
  const name = JSON.stringify(key);
  useEffect(() => {
    if (isOpen) void client.invalidateQueries({ queryKey: JSON.parse(name) });
  }, [client, isOpen, name]);
}

/** `shown`: the exercise whose recording is wanted most. */
export function useRecordings(props: {
  readonly sitting: SittingId;
  readonly slugs: readonly Slug[];
  readonly live: LiveCode | null;
  readonly shown: Slug | null;
}) {
  const { sitting, live, shown } = props;
  const { api, timers } = useServices();
  const [recordings] = useState(
    () => new Recordings({ slugs: props.slugs, timers, read: (slug, after) => readTyping(api, sitting, slug, after) }),
  );
  useEffect(() => {
    void recordings.load();
    return () => recordings.stop();
  }, [recordings]);
  useEffect(() => {
    if (live === null) return;
    const behind = new Set<Slug>();
    let timer: unknown = null;
    const forget = live.onTyped((slug) => {
      behind.add(slug);
      timer ??= timers.set(() => {
        timer = null;
        for (const one of behind) void recordings.refresh(one);
        behind.clear();
      }, RECORDING_MS);
    });
    return () => {
      forget();
      timers.clear(timer);
    };
  }, [live, recordings, timers]);
  useEffect(() => {
    if (live !== null) return;
    // It is over: what came last, and what may still come for some seconds.
    void recordings.refreshAll();
    const timer = timers.set(() => void recordings.refreshAll(), AFTER_END_MS);
    return () => timers.clear(timer);
  }, [live, recordings, timers]);
  useEffect(() => {
    if (live === null || shown === null) return;
    void recordings.refresh(shown);
    const interval = window.setInterval(() => void recordings.refresh(shown), ASK_MS);
    return () => window.clearInterval(interval);
  }, [live, recordings, shown]);
  return { recordings, recorded: useSyncExternalStore(recordings.subscribe, recordings.snapshot) };
}
