/** A candidate is reviewed: at the left what was done, exercise by exercise, at the right what the reviewer makes of it. */
import type { AccountView, ItemStanding, Note, SittingRow } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { SignedIn } from '../../shared/account/signed-in.tsx';
import { interviewQuery, type TimedInterview } from '../../shared/api/interviews-api.ts';
import { sittingRowsQuery } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { AssessmentPanel } from '../../shared/assessment/assessment-panel.tsx';
import type { AttemptNames } from '../../shared/assessment/note-order.ts';
import { useSittingNotes } from '../../shared/assessment/notes-section.tsx';
import { playbackAddress } from '../../shared/playback-address.ts';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import { Tabs, tabPanel } from '../../shared/ui/tabs.tsx';
import { ExerciseWork } from './exercise-work.tsx';
import { CANDIDATE_REVIEW } from './messages.ts';
import type { CandidatePlace } from './place.ts';
import './candidate.css';

const RENEW_MS = 10_000;
const SIDES = [
  { name: 'work', label: CANDIDATE_REVIEW.work },
  { name: 'assessment', label: CANDIDATE_REVIEW.assessment },
] as const;
type Side = (typeof SIDES)[number]['name'];

/** The tab of all questions; no slug has a blank in it. */
const QUESTIONS = 'all questions';

interface PageProps {
  readonly id: string;
  readonly sitting: string;
  readonly place: CandidatePlace;
  readonly onPlace: (place: CandidatePlace) => void;
}

export function CandidatePage(props: PageProps) {
  const { id, sitting } = props;
  const { api } = useServices();
  const interview = useQuery({
    ...interviewQuery(api, id),
    refetchInterval: ({ state: { data } }) =>
      data?.sittings.some((row) => row.id === sitting && row.state === 'running') ? RENEW_MS : false,
  });
  const { data } = interview;
  const row = data?.sittings.find((one) => one.id === sitting);
  useTitle(row === undefined ? CANDIDATE_REVIEW.interviews : CANDIDATE_REVIEW.title(row.candidate));
  if (data === undefined || row === undefined) {
    return (
      <>
        <AppBar brandName left={<MainNavigation />} />
        <main className="candidate-center" id="content">
          {data === undefined ? (
            <Waiting
              error={interview.error}
              retry={() => void interview.refetch()}
              from={`/interviews/${id}/candidates/${sitting}/review`}
            />
          ) : (
            <Notice icon="search" title={CANDIDATE_REVIEW.goneTitle} text={CANDIDATE_REVIEW.goneText} level="h1" />
          )}
        </main>
      </>
    );
  }
  return <SignedIn>{(account) => <Review {...props} account={account} view={data} row={row} />}</SignedIn>;
}

function Review(
  props: PageProps & { readonly account: AccountView; readonly view: TimedInterview; readonly row: SittingRow },
) {
  const { account, view, row, place, onPlace } = props;
  const { api } = useServices();
  const navigate = useNavigate();
  const notes = useSittingNotes(row.id).data ?? [];
  const made = useQuery({
    ...sittingRowsQuery(api, row.id),
    refetchInterval: row.state === 'running' ? RENEW_MS : false,
  }).data;
  const names: AttemptNames = useMemo(
    () => new Map(made?.map(({ id, title, number }) => [id, { title, number }])),
    [made],
  );
  const narrow = useLayoutMode() === 'narrow';
  const [side, setSide] = useState<Side>('work');
  const toCode = (note: Note): void => {
    const submission = made?.find(({ id }) => id === note.submission);
    if (submission === undefined) return;
    setSide('work');
    onPlace({ exercise: submission.slug, attempt: submission.number, line: note.line });
  };
  const sides: Readonly<Record<Side, ReactNode>> = {
    work: <Work account={account.id} row={row} notes={notes} place={place} onPlace={onPlace} />,
    assessment: (
      <AssessmentPanel
        sitting={row.id}
        at={null}
        names={names}
        onJump={(atMs) => void navigate({ to: playbackAddress(view.id, row.id, atMs) })}
        onCode={toCode}
      />
    ),
  };
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="candidate-review" id="content">
        <Head view={view} row={row} />
        {narrow ? (
          <>
            <Tabs
              label={CANDIDATE_REVIEW.sides}
              tabs={SIDES}
              selected={side}
              onSelect={setSide}
              id="side"
              className="candidate-sides"
            />
            {SIDES.map(({ name }) => (
              <div key={name} {...tabPanel('side', name)} className="candidate-pane" hidden={name !== side}>
                {sides[name]}
              </div>
            ))}
          </>
        ) : (
          <div className="candidate-panes">
            <section className="candidate-pane" aria-label={CANDIDATE_REVIEW.work}>
              {sides.work}
            </section>
            <aside className="candidate-pane" aria-label={CANDIDATE_REVIEW.assessment}>
              {sides.assessment}
            </aside>
          </div>
        )}
      </main>
    </>
  );
}

function Head({ view, row }: { readonly view: TimedInterview; readonly row: SittingRow }) {
  return (
    <header className="candidate-head">
      <div>
        <nav className="candidate-crumbs small" aria-label={CANDIDATE_REVIEW.crumbs}>
          <Link to="/interviews">{CANDIDATE_REVIEW.interviews}</Link>
          <Icon name="chevron" small />
          <Link to="/interviews/$id" params={{ id: view.id }}>
            {view.settings.title}
          </Link>
        </nav>
        <h1>{CANDIDATE_REVIEW.title(row.candidate)}</h1>
      </div>
      <span className="small ink2">{CANDIDATE_REVIEW.states[row.state]}</span>
      <span className="spring" />
      <Link to={playbackAddress(view.id, row.id, null)} className="button small">
        <Icon name="play" small />
        {row.state === 'running' ? CANDIDATE_REVIEW.watch : CANDIDATE_REVIEW.playback}
      </Link>
      <Link to="/review" search={{ sitting: row.id }} className="button small">
        {CANDIDATE_REVIEW.table}
      </Link>
      <Link
        to="/interviews/$id/candidates/$sitting/report"
        params={{ id: view.id, sitting: row.id }}
        className="button small"
      >
        <Icon name="file" small />
        {CANDIDATE_REVIEW.report}
      </Link>
    </header>
  );
}

function Work(props: {
  readonly account: string;
  readonly row: SittingRow;
  readonly notes: readonly Note[];
  readonly place: CandidatePlace;
  readonly onPlace: (place: CandidatePlace) => void;
}) {
  const { account, row, notes, place, onPlace } = props;
  const exercises = row.items.filter(({ kind }) => kind === 'exercise');
  const questions = row.items.filter(({ kind }) => kind === 'question');
  const tabs = [
    ...exercises.map(({ slug, title }) => ({ name: slug as string, label: title })),
    ...(questions.length === 0 ? [] : [{ name: QUESTIONS, label: CANDIDATE_REVIEW.questions }]),
  ];
  const selected = tabs.find(({ name }) => name === place.exercise)?.name ?? tabs[0]?.name;
  if (selected === undefined) return <p className="candidate-none ink2">{CANDIDATE_REVIEW.noExercise}</p>;
  return (
    <>
      <Tabs
        label={CANDIDATE_REVIEW.items}
        tabs={tabs}
        selected={selected}
        onSelect={(exercise) => onPlace({ exercise, attempt: null, line: null })}
        id="item"
        className="candidate-items"
      />
      <div {...tabPanel('item', selected)} className="candidate-item">
        {selected === QUESTIONS ? (
          <Questions items={questions} />
        ) : (
          <ExerciseWork
            key={selected}
            account={account}
            sitting={row.id}
            slug={selected}
            running={row.state === 'running'}
            notes={notes}
            number={place.exercise === selected ? place.attempt : null}
            line={place.line}
            onNumber={(attempt) => onPlace({ exercise: selected, attempt, line: null })}
          />
        )}
      </div>
    </>
  );
}

function Questions({ items }: { readonly items: readonly ItemStanding[] }) {
  return (
    <ul className="candidate-questions">
      {items.map(({ slug, title, tries, right }) => (
        <li key={slug}>
          <span>{title}</span>
          <span className="spring" />
          {tries === 0 || right === null ? (
            <span className="small ink3">{CANDIDATE_REVIEW.unanswered}</span>
          ) : (
            <>
              <span className="small ink3">{CANDIDATE_REVIEW.answers(tries)}</span>
              <span className={`chip ${right ? 'tone-good' : 'tone-bad'}`}>
                <Icon name={right ? 'check' : 'x'} small />
                {right ? CANDIDATE_REVIEW.right : CANDIDATE_REVIEW.wrong}
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
