/** The list page: hero, tracks, what to go on with, filters, all exercises. The filter lives in the address. */
import type { ExerciseList, SubmissionSummary } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useRef } from 'react';
import { exercisesQuery, lastSubmissionQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { FIRST_EXERCISE } from '../../shared/first-visit.ts';
import { type PathStep, pathTracks, questionCounts } from '../../shared/path/path-model.ts';
import { trackAnchor } from '../../shared/path/track-anchor.ts';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { lazyPart } from '../../shared/ui/lazy-part.ts';
import { SHELL } from '../../shared/ui/messages.ts';
import { focusRow } from '../../shared/ui/row-keys.ts';
import { SearchField } from '../../shared/ui/search-field.tsx';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { ExerciseRow } from './exercise-row.tsx';
import './exercises.css';
import { type ExerciseFilter, failuresOf, groupByTrack, NO_FILTER, statusCounts } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { Hero } from './hero.tsx';
import { ROWS, useListKeys } from './list-keys.ts';
import { LIST } from './messages.ts';
import { TrackNav } from './track-nav.tsx';

// A visitor sees one of the two, or neither for a moment.
const FirstAction = lazyPart(() => import('./cards/first-action.tsx'));
const ContinueCard = lazyPart(() => import('./cards/continue-card.tsx'));
const BrokenPackages = lazyPart(() => import('./cards/broken-packages.tsx'));

export function ExercisesPage(props: {
  readonly filter: Partial<ExerciseFilter>;
  readonly onFilter: (filter: ExerciseFilter) => void;
}) {
  useTitle(LIST.title);
  const { api } = useServices();
  const list = useQuery(exercisesQuery(api));
  const last = useQuery(lastSubmissionQuery(api)).data;
  const first = list.data?.items.find(({ slug }) => slug === FIRST_EXERCISE);
  const filter = { ...NO_FILTER, ...props.filter };
  const searchField = useRef<HTMLInputElement>(null);
  useListKeys(searchField);
  return (
    <>
      <AppBar
        brandName
        left={<MainNavigation />}
        right={
          <SearchField
            field={searchField}
            label={LIST.search}
            value={filter.q}
            maxLength={100}
            onChange={(q) => props.onFilter({ ...filter, q })}
            onLeave={() => focusRow(ROWS, 1)}
          />
        }
      />
      <main className="list-page" id="content">
        <Hero
          action={
            last === null && first !== undefined ? (
              <Suspense>
                <FirstAction title={first.title} />
              </Suspense>
            ) : null
          }
        />
        {list.data !== undefined ? (
          <ListBody
            list={list.data}
            last={last ?? null}
            filter={filter}
            onFilter={props.onFilter}
            onRefresh={() => void list.refetch()}
          />
        ) : list.error !== null ? (
          <div className="list-wide">
            <LoadFailure error={list.error} retry={() => void list.refetch()} />
          </div>
        ) : (
          <ListSkeleton />
        )}
        <footer className="list-footer small ink3">
          {LIST.footer} <a href="/docs">{LIST.apiLink}</a>
        </footer>
      </main>
    </>
  );
}

function ListBody(props: {
  readonly list: ExerciseList;
  /** The visitor's last submission; null before the first, and while it is not known. */
  readonly last: SubmissionSummary | null;
  readonly filter: ExerciseFilter;
  readonly onFilter: (filter: ExerciseFilter) => void;
  readonly onRefresh: () => void;
}) {
  const { list, last, filter, onFilter } = props;
  const groups = groupByTrack(list.tracks, list.items, filter);
  const shown = groups.filter((group) => group.items.length > 0);
  const paths = new Map(pathTracks(list).map(({ track, steps }) => [track.number, steps]));
  const broken =
    list.broken.length === 0 ? null : (
      <Suspense>
        <BrokenPackages broken={list.broken} />
      </Suspense>
    );
  if (list.items.length === 0) {
    return (
      <div className="list-wide">
        <Notice icon="file" title={LIST.emptyTitle} text={LIST.emptyText}>
          <button type="button" className="button" onClick={props.onRefresh}>
            {SHELL.retry}
          </button>
        </Notice>
        {broken}
      </div>
    );
  }
  return (
    <>
      <TrackNav groups={groups} />
      <div className="list-column">
        {last === null ? null : (
          <Suspense>
            <ContinueCard last={last} groups={groupByTrack(list.tracks, list.items, NO_FILTER)} />
          </Suspense>
        )}
        <FilterBar
          filter={filter}
          counts={statusCounts(list.items, filter)}
          failures={failuresOf(list.items)}
          onFilter={onFilter}
        />
        <p className="sr" role="status">
          {LIST.shown(shown.reduce((sum, group) => sum + group.items.length, 0))}
        </p>
        {shown.map(({ track, items }) => (
          <section key={track.number} id={trackAnchor(track.number)} className="track" aria-label={track.title}>
            <header className="track-head">
              <h2>
                {track.number} · {track.title}
              </h2>
              <p>{track.summary}</p>
            </header>
            <ul className="exercise-list">
              {items.map((item) => (
                <ExerciseRow key={item.slug} item={item} />
              ))}
            </ul>
            <TrackQuestions track={track.number} steps={paths.get(track.number) ?? []} />
          </section>
        ))}
        {shown.length === 0 ? (
          <Notice icon="search" title={LIST.nothingFound} text={LIST.nothingFoundText}>
            <button type="button" className="button" onClick={() => onFilter(NO_FILTER)}>
              {LIST.clear}
            </button>
          </Notice>
        ) : null}
        {broken}
      </div>
    </>
  );
}

function TrackQuestions({ track, steps }: { readonly track: number; readonly steps: readonly PathStep[] }) {
  const { total, right } = questionCounts(steps);
  if (total === 0) return null;
  return (
    <p className="track-questions">
      <Link to="/path" hash={trackAnchor(track)}>
        <Icon name="question" small />
        {LIST.questions(total, right)}
      </Link>
    </p>
  );
}

function ListSkeleton() {
  return (
    <>
      <Skeleton lines={8} className="skeleton-tracks" />
      <div className="list-column">
        <p className="sr" role="status">
          {SHELL.loading}
        </p>
        <Skeleton lines={9} className="skeleton-rows" />
      </div>
    </>
  );
}
