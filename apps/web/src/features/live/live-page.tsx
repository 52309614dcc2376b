/** Watches a candidate while the clock goes, and plays back afterwards: one page for both, since it is one recording. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { interviewQuery, type TimedInterview } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import type { LivePageProps } from './live-props.ts';
import { LIVE } from './messages.ts';
import { SittingView } from './sitting-view.tsx';
import './live.css';

/** The connection tells of each change; this is for when it is broken, and for one who has not begun. */
const RENEW_MS = 5_000;

export function LivePage(props: LivePageProps) {
  const { id, sitting } = props;
  const { api } = useServices();
  const interview = useQuery({
    ...interviewQuery(api, id),
    refetchInterval: ({ state: { data } }) => (mayChange(data, sitting) ? RENEW_MS : false),
  });
  const { data } = interview;
  const row = data?.sittings.find((one) => one.id === sitting);
  useTitle(row === undefined ? LIVE.interviews : titleOf(row.state, row.candidate));
  if (data === undefined) {
    return (
      <Frame>
        <Waiting
          error={interview.error}
          retry={() => void interview.refetch()}
          from={`/interviews/${id}/candidates/${sitting}/live`}
        />
      </Frame>
    );
  }
  if (row === undefined) {
    return (
      <Frame>
        <Notice icon="search" title={LIVE.goneTitle} text={LIVE.goneText} level="h1" />
      </Frame>
    );
  }
  if (row.startedAt === null) {
    const waits = row.state === 'waiting';
    return (
      <Frame>
        <Notice
          icon={waits ? 'clock' : 'ban'}
          title={waits ? LIVE.notBegunTitle(row.candidate) : LIVE.nothingTitle}
          text={waits ? LIVE.notBegunText : LIVE.nothingText}
          level="h1"
        >
          <Link to="/interviews/$id" params={{ id }} className="button">
            {LIVE.toInterview}
          </Link>
        </Notice>
      </Frame>
    );
  }
  return <SittingView {...props} interview={data} row={row} startedAt={row.startedAt} />;
}

function mayChange(data: TimedInterview | undefined, sitting: string): boolean {
  const state = data?.sittings.find(({ id }) => id === sitting)?.state;
  return state === 'waiting' || state === 'running';
}

function titleOf(state: string, candidate: string): string {
  return state === 'running' || state === 'waiting' ? LIVE.liveTitle(candidate) : LIVE.playbackTitle(candidate);
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="live-frame" id="content">
        {children}
      </main>
    </>
  );
}
