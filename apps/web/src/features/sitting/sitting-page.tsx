/** A candidate's page: opens the link, then what is to be read before the start, the parts while the clock goes, what counted. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { interviewKeys, openSitting, type TimedSitting } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { useServerNow } from '../../shared/clock/use-server-now.ts';
import { markSitting } from '../../shared/sitting/sitting-sign.ts';
import { AppBar } from '../../shared/ui/app-bar.tsx';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { BeforeStart } from './before-start.tsx';
import { LeaveButton } from './leave-button.tsx';
import { SITTING } from './messages.ts';
import { Over } from './over.tsx';
import { Running } from './running.tsx';
import { SITTING_TITLE } from './sitting-head.tsx';
import { phaseOf } from './sitting-model.ts';
import { forgetOtherAnswers, useSitting } from './use-sitting.ts';
import './sitting.css';

/** `token`: of the link that led here, once taken out of the address; null: the page was opened without one. */
export function SittingPage({ token }: { readonly token: string | null }) {
  const opening = useOpening(token);
  const sitting = useSitting(token === null || opening.isSuccess);
  const failure = opening.error ?? (sitting.data === undefined || sitting.none ? sitting.error : null);
  useTitle(sitting.data?.title ?? SITTING.name);
  if (failure === null && sitting.data !== undefined && (token === null || opening.isSuccess)) {
    return <Sitting view={sitting.data} />;
  }
  return (
    <Frame>
      {failure === null ? (
        <>
          <p className="sr" role="status">
            {SITTING.opening}
          </p>
          <Skeleton lines={8} />
        </>
      ) : sitting.none && token === null ? (
        <Notice icon="lock" title={SITTING.noneTitle} text={SITTING.noneText} level="h1">
          <Link to="/" className="button">
            {SITTING.toExercises}
          </Link>
        </Notice>
      ) : isRefusal(failure) ? (
        <Notice icon="lock" title={SITTING.refusedTitle} text={failure.message} level="h1" />
      ) : (
        <LoadFailure
          error={failure}
          retry={() => void (token === null ? sitting.refetch() : opening.refetch())}
          level="h1"
        />
      )}
    </Frame>
  );
}

/** Opening a link again changes nothing, so it is asked like a question: once for all renders, again where no answer came. */
function useOpening(token: string | null) {
  const client = useQueryClient();
  const { api, store } = useServices();
  return useQuery({
    queryKey: ['open-sitting', token],
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: async () => {
      const view = await openSitting(api, token ?? '');
      client.setQueryData(interviewKeys.sitting, view);
      markSitting(store, view.id);
      forgetOtherAnswers(client);
      return view.id;
    },
  });
}

/** The link is wrong, was replaced or is not to be used any more; all else may pass. */
function isRefusal(error: Error): boolean {
  return error instanceof ApiError && [400, 403, 404].includes(error.status);
}

function Sitting({ view }: { readonly view: TimedSitting }) {
  const nowMs = useServerNow(view.offsetMs, view.state === 'waiting' || view.state === 'running');
  const phase = phaseOf(view, nowMs);
  useFocusOnChange(view.startedAt === null ? 'before' : phase);
  switch (phase) {
    case 'early':
    case 'open':
    case 'late':
      return (
        <Frame>
          <BeforeStart view={view} phase={phase} nowMs={nowMs} />
        </Frame>
      );
    case 'running':
      return (
        <Frame>
          <Running view={view} nowMs={nowMs} />
        </Frame>
      );
    case 'up':
    case 'finished':
      return (
        <Frame>
          <Over view={view} phase={phase} />
        </Frame>
      );
    case 'withdrawn':
      return (
        <Frame>
          <Notice icon="ban" title={SITTING.withdrawnTitle} text={SITTING.withdrawnText} level="h1">
            <LeaveButton />
          </Notice>
        </Frame>
      );
    default:
      return phase satisfies never;
  }
}

/** What was focused is gone when another part of the interview begins. */
function useFocusOnChange(part: string): void {
  const known = useRef(part);
  useEffect(() => {
    if (known.current !== part) document.getElementById(SITTING_TITLE)?.focus();
    known.current = part;
  }, [part]);
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <AppBar brandName left={null} />
      <main className="sitting" id="content">
        {children}
      </main>
    </>
  );
}
