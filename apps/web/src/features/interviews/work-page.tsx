/** What a candidate did: drafts by exercise, late ones apart, answers, submissions and runs. */
import type { ItemStanding, SittingRow, SittingWork } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { workQuery } from '../../shared/api/interviews-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatSpan } from '../../shared/clock/countdown.ts';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import { Waiting } from '../../shared/staff/waiting.tsx';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import { VerdictChip } from '../../shared/ui/verdict.tsx';
import { Frame, TO_LIST } from './frame.tsx';
import { useInterview } from './interview-page.tsx';
import { CANDIDATE, INTERVIEWS, STATES, WORK } from './messages.ts';
import { SubmissionsList } from './submissions-list.tsx';

const RENEW_MS = 5_000;

export function WorkPage(props: { readonly id: string; readonly sitting: string }) {
  const { api } = useServices();
  const interview = useInterview(props.id);
  const row = interview.data?.sittings.find(({ id }) => id === props.sitting);
  const work = useQuery({
    ...workQuery(api, props.sitting),
    refetchInterval: row?.state === 'running' ? RENEW_MS : false,
  });
  useTitle(row === undefined ? INTERVIEWS.title : WORK.title(row.candidate));
  const { data } = interview;
  if (data === undefined || (row !== undefined && work.data === undefined)) {
    return (
      <Frame crumbs={[TO_LIST]}>
        <Waiting
          error={interview.error ?? work.error}
          retry={() => void (interview.error === null ? work : interview).refetch()}
          from={`/interviews/${props.id}/candidates/${props.sitting}`}
        />
      </Frame>
    );
  }
  return (
    <Frame crumbs={[TO_LIST, { text: data.settings.title, interview: props.id }]}>
      {row === undefined || row.state === 'erased' || work.data === undefined ? (
        <Notice
          icon="search"
          title={WORK.goneTitle}
          text={row === undefined ? WORK.goneText : WORK.erasedText}
          level="h1"
        />
      ) : (
        <Work interview={props.id} row={row} work={work.data} />
      )}
    </Frame>
  );
}

function Work(props: { readonly interview: string; readonly row: SittingRow; readonly work: SittingWork }) {
  const { interview, row, work } = props;
  const exercises = row.items.filter(({ kind }) => kind === 'exercise');
  const questions = row.items.filter(({ kind }) => kind === 'question');
  const titles = new Map(exercises.map(({ slug, title }) => [slug as string, title]));
  return (
    <>
      <header className="work-head">
        <h1>{WORK.title(row.candidate)}</h1>
        <p className="ink2">{STATES[row.state]}</p>
        <span className="spring" />
        {row.startedAt === null ? null : (
          <nav className="row" aria-label={WORK.review}>
            <Link
              to="/interviews/$id/candidates/$sitting/live"
              params={{ id: interview, sitting: row.id }}
              className="button small"
            >
              <Icon name={row.state === 'running' ? 'eye' : 'play'} small />
              {row.state === 'running' ? CANDIDATE.watch : CANDIDATE.play}
            </Link>
            <Link
              to="/interviews/$id/candidates/$sitting/review"
              params={{ id: interview, sitting: row.id }}
              className="button small"
            >
              {WORK.review}
            </Link>
            <Link
              to="/interviews/$id/candidates/$sitting/report"
              params={{ id: interview, sitting: row.id }}
              className="button small"
            >
              {WORK.report}
            </Link>
          </nav>
        )}
      </header>
      {exercises.length === 0 ? null : (
        <section className="work-part" aria-label={WORK.exercises}>
          <h2>{WORK.exercises}</h2>
          {exercises.map((item) => (
            <ExerciseWork key={item.slug} item={item} row={row} work={work} />
          ))}
        </section>
      )}
      {questions.length === 0 ? null : (
        <section className="work-part" aria-label={WORK.questions}>
          <h2>{WORK.questions}</h2>
          <ul className="card work-questions">
            {questions.map((item) => (
              <li key={item.slug}>
                <Icon name="question" small />
                <span>{item.title}</span>
                <span className="spring" />
                <Answered item={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="work-part" aria-label={WORK.submissions}>
        <h2>{WORK.submissions}</h2>
        {work.submissions.length === 0 ? (
          <p className="ink2">{WORK.none}</p>
        ) : (
          <>
            <p className="small ink3">{WORK.newest}</p>
            <SubmissionsList submissions={work.submissions} titles={titles} />
          </>
        )}
      </section>
    </>
  );
}

function ExerciseWork(props: { readonly item: ItemStanding; readonly row: SittingRow; readonly work: SittingWork }) {
  const { item, row, work } = props;
  const draft = work.drafts.find(({ slug }) => slug === item.slug);
  const late = work.late.find(({ slug }) => slug === item.slug);
  return (
    <article className="card work-exercise" aria-label={item.title}>
      <header>
        <h3>{item.title}</h3>
        {item.verdict === null ? null : <VerdictChip verdict={item.verdict} />}
        {item.tries === 0 ? null : <span className="small ink2">{CANDIDATE.submissions(item.tries)}</span>}
        <span className="spring" />
        {draft === undefined ? null : (
          <span className="small ink3">
            {WORK.draft},{' '}
            <time dateTime={draft.savedAt} title={formatMoment(draft.savedAt)}>
              {WORK.draftSaved(formatAgo(draft.savedAt, Date.now()))}
            </time>
          </span>
        )}
      </header>
      {draft === undefined ? (
        <p className="work-none ink2">{WORK.noDraft}</p>
      ) : (
        <PythonCode numbered source={draft.source} label={WORK.code(item.title)} />
      )}
      {late === undefined ? null : (
        <section className="work-late" aria-label={WORK.late}>
          <p>
            <Icon name="clock" small />
            <b>{WORK.late}</b>
            <span>{lateWords(late.receivedAt, row.finishedAt ?? row.endsAt)}</span>
          </p>
          <PythonCode numbered source={late.source} label={`${WORK.late}: ${item.title}`} />
        </section>
      )}
    </article>
  );
}

function lateWords(receivedAt: string, endedAt: string | null): string {
  const lateMs = endedAt === null ? 0 : Date.parse(receivedAt) - Date.parse(endedAt);
  return lateMs > 0 ? WORK.lateBy(formatSpan(lateMs)) : WORK.lateUnknown;
}

function Answered({ item }: { readonly item: ItemStanding }) {
  if (item.tries === 0 || item.right === null) return <span className="small ink3">{WORK.unanswered}</span>;
  return (
    <span className={`chip tone-${item.right ? 'good' : 'bad'}`}>
      <Icon name={item.right ? 'check' : 'x'} small />
      {item.right ? WORK.right : WORK.wrong}
    </span>
  );
}
