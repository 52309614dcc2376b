/** Binds the pages where a schedule is played to their addresses. A chunk of its own; the player is a worker's. */
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { QuestionPlayPage, SubmissionPlayPage } from '../features/play/play-page.tsx';
import { NotFoundPage } from '../shared/ui/states.tsx';

const submissionRoute = getRouteApi('/submissions/$id/play/$scope');
const questionRoute = getRouteApi('/questions/$slug/play');

/** A file of the same origin, as the content security policy wants it. */
const startWorker = () =>
  new Worker(new URL('../features/play/player-worker.ts', import.meta.url), { type: 'module', name: 'player' });

export function SubmissionPlayRoute() {
  const { id, scope } = submissionRoute.useParams();
  const { at = '' } = submissionRoute.useSearch();
  const navigate = submissionRoute.useNavigate();
  const onGo = usePositions(at, (to, replace) => void navigate({ search: searchOf(to), replace, resetScroll: false }));
  if (!/^\d{1,2}$/.test(scope)) return <NotFoundPage />;
  const place = { at, onGo, startWorker };
  return <SubmissionPlayPage key={`${id} ${scope}`} {...place} id={id} scope={Number(scope)} />;
}

export function QuestionPlayRoute() {
  const { slug } = questionRoute.useParams();
  const { at = '' } = questionRoute.useSearch();
  const navigate = questionRoute.useNavigate();
  const onGo = usePositions(at, (to, replace) => void navigate({ search: searchOf(to), replace, resetScroll: false }));
  return <QuestionPlayPage key={slug} at={at} onGo={onGo} startWorker={startWorker} slug={slug} />;
}

function searchOf(at: string): { readonly at?: string } {
  return at === '' ? {} : { at };
}

/**
 * Goes to a position so that Back and Forward of the browser undo and redo: where the entry beside this one is that
 * position, it goes there instead of adding one more.
 */
function usePositions(at: string, go: (to: string, replace: boolean) => void) {
  const { history } = useRouter();
  const entries = useRef(new Map<number, string>());
  useEffect(() => {
    entries.current.set(history.location.state.__TSR_index, at);
  }, [history, at]);
  return (to: string, replace: boolean): void => {
    const index = history.location.state.__TSR_index;
    if (replace) go(to, true);
    else if (entries.current.get(index - 1) === to) history.back();
    else if (entries.current.get(index + 1) === to) history.forward();
    else {
      for (const entry of entries.current.keys()) if (entry > index) entries.current.delete(entry);
      go(to, false);
    }
  };
}
