/** The learning path: all questions and exercises in the order in which to take them, and where the visitor is. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { exercisesQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { firstOpenStep, type PathTrack, pathTracks } from '../../shared/path/path-model.ts';
import { StepLink } from '../../shared/path/step-state.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { SHELL } from '../../shared/ui/messages.ts';
import { useRowKeys } from '../../shared/ui/row-keys.ts';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { PATH } from './messages.ts';
import { Progress } from './progress.tsx';
import { TrackSteps } from './track-steps.tsx';
import './path.css';

export function PathPage() {
  useTitle(PATH.title);
  const { api } = useServices();
  const list = useQuery(exercisesQuery(api));
  useRowKeys('[data-step]');
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="path-page" id="content">
        <h1>{PATH.title}</h1>
        <p className="path-text ink2">{PATH.text}</p>
        {list.data !== undefined ? (
          <PathBody tracks={pathTracks(list.data)} onRefresh={() => void list.refetch()} />
        ) : list.error !== null ? (
          <LoadFailure error={list.error} retry={() => void list.refetch()} />
        ) : (
          <>
            <p className="sr" role="status">
              {SHELL.loading}
            </p>
            <Skeleton lines={10} className="path-loading" />
          </>
        )}
      </main>
    </>
  );
}

function PathBody(props: { readonly tracks: readonly PathTrack[]; readonly onRefresh: () => void }) {
  const { tracks, onRefresh } = props;
  // The address may name a track, which was not there yet when the page was opened.
  useEffect(() => {
    const { hash } = window.location;
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, []);
  if (tracks.length === 0) {
    return (
      <Notice icon="file" title={PATH.emptyTitle} text={PATH.emptyText}>
        <button type="button" className="button" onClick={onRefresh}>
          {SHELL.retry}
        </button>
      </Notice>
    );
  }
  const steps = tracks.flatMap((track) => track.steps);
  const done = steps.filter(({ state }) => state === 'done').length;
  const open = steps.filter(({ state }) => state !== 'done');
  const next = firstOpenStep(tracks);
  const goOn = done === 0 ? PATH.begin : PATH.continue;
  return (
    <>
      <section className="path-head card" aria-label={PATH.progressLabel(PATH.whole)}>
        {next === null ? (
          <div className="path-end">
            <Icon name="check" />
            <div>
              <h2>{PATH.doneTitle}</h2>
              <p className="ink2">{PATH.doneText}</p>
            </div>
            <span className="spring" />
            <Link to="/submissions" className="button">
              {SHELL.submissions}
            </Link>
          </div>
        ) : (
          <>
            <div className="path-so-far">
              <p>
                <b>{PATH.progress(done, steps.length)}</b>{' '}
                <span className="ink3">· {PATH.left(open.reduce((sum, { item }) => sum + item.minutes, 0))}</span>
              </p>
              <Progress done={done} total={steps.length} />
            </div>
            <StepLink step={next} className="button" label={`${goOn}: ${next.item.title}`}>
              {goOn}
              <Icon name="arrow" small />
            </StepLink>
          </>
        )}
      </section>
      {tracks.map((track) => (
        <TrackSteps key={track.track.number} track={track} next={next} />
      ))}
    </>
  );
}
