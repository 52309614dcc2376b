/** The report of a sitting: what a panel reads, prints and keeps. */
import type { Note, SittingReport } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reportAddress, reportQuery } from '../../shared/api/review-api.ts';
import { useServices } from '../../shared/api/services.tsx';
import { type AttemptNames, noteGroups } from '../../shared/assessment/note-order.ts';
import { OneOutcome } from '../../shared/assessment/outcome-section.tsx';
import { formatSpan } from '../../shared/clock/countdown.ts';
import { formatInto } from '../../shared/clock/into.ts';
import { formatCount, formatMoment } from '../../shared/format.ts';
import { Waiting } from '../../shared/staff/waiting.tsx';
import '../../shared/text/text.css';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { useTitle } from '../../shared/ui/states.tsx';
import { ItemReport } from './item-report.tsx';
import { REPORT } from './messages.ts';
import { PanelReport } from './panel-report.tsx';
import { TypingFacts } from './typing-facts.tsx';
import './report.css';

export function ReportPage({ id, sitting }: { readonly id: string; readonly sitting: string }) {
  const { api } = useServices();
  const report = useQuery({ ...reportQuery(api, sitting), refetchOnWindowFocus: false });
  const { data } = report;
  useTitle(data === undefined ? REPORT.kind : REPORT.title(data.sitting.candidate));
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="report" id="content">
        {data === undefined ? (
          <Waiting
            error={report.error}
            retry={() => void report.refetch()}
            from={`/interviews/${id}/candidates/${sitting}/report`}
          />
        ) : (
          <Report report={data} />
        )}
      </main>
    </>
  );
}

function Report({ report }: { readonly report: SittingReport }) {
  const { interview, sitting, items, notes, outcome } = report;
  const usedMs = report.figures.usedMs ?? 0;
  const endMs = Math.max(usedMs, interview.minutes * 60_000, ...items.flatMap(lastMs));
  return (
    <>
      <div className="report-acts">
        <nav className="small" aria-label={REPORT.crumbs}>
          <Link to="/interviews">{REPORT.interviews}</Link>
          <Icon name="chevron" small />
          <Link to="/interviews/$id" params={{ id: interview.id }}>
            {interview.title}
          </Link>
          <Icon name="chevron" small />
          <Link to="/interviews/$id/candidates/$sitting/review" params={{ id: interview.id, sitting: sitting.id }}>
            {REPORT.review}
          </Link>
        </nav>
        <span className="spring" />
        <a
          className="button"
          href={reportAddress(sitting.id)}
          download={`report-${sitting.id}.json`}
          title={REPORT.jsonTitle}
        >
          {REPORT.json}
        </a>
        <button type="button" className="button primary" onClick={() => window.print()}>
          {REPORT.print}
        </button>
      </div>
      <header className="report-head">
        <p className="small ink3">{REPORT.kind}</p>
        <h1>{sitting.candidate}</h1>
        <Facts report={report} />
      </header>
      <section className="report-outcome" aria-label={REPORT.outcome}>
        <h2>{REPORT.outcome}</h2>
        {outcome === null ? <p className="ink2">{REPORT.noOutcome}</p> : <OneOutcome outcome={outcome} />}
      </section>
      <PanelReport rubric={report.rubric} panel={report.panel} />
      <section aria-label={REPORT.work}>
        <h2>{REPORT.work}</h2>
        {items.map((item, index) => (
          <ItemReport key={`${item.kind} ${item.slug}`} item={item} place={index + 1} endMs={endMs} />
        ))}
      </section>
      <TypingFacts facts={report.facts} items={items} />
      <Notes notes={notes} names={namesIn(report)} />
    </>
  );
}

function lastMs(item: SittingReport['items'][number]): number[] {
  return item.kind === 'exercise' ? item.attempts.map(({ intoMs }) => intoMs) : [];
}

function namesIn({ items }: SittingReport): AttemptNames {
  return new Map(
    items.flatMap((item) =>
      item.kind === 'exercise'
        ? item.attempts.map(({ submission, number }) => [submission as string, { title: item.title, number }] as const)
        : [],
    ),
  );
}

function Facts({ report }: { readonly report: SittingReport }) {
  const { interview, sitting, figures, madeAt } = report;
  const ended = sitting.finishedAt ?? (sitting.state === 'over' ? sitting.endsAt : null);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [REPORT.interview, interview.title],
    [REPORT.state, REPORT.states[sitting.state]],
    [REPORT.started, sitting.startedAt === null ? REPORT.notStarted : formatMoment(sitting.startedAt)],
    ...(ended === null ? [] : [[REPORT.ended, formatMoment(ended)] as const]),
    ...(figures.usedMs === null
      ? []
      : [[REPORT.used, REPORT.usedOf(formatSpan(figures.usedMs), interview.minutes)] as const]),
    [REPORT.told, REPORT.feedback[interview.feedback]],
    [REPORT.exercises, REPORT.of(figures.exercisesAccepted, figures.exercises)],
    ...(figures.questions === 0
      ? []
      : [[REPORT.questions, REPORT.of(figures.questionsRight, figures.questions)] as const]),
    [REPORT.submissions, formatCount(figures.submissions)],
    [REPORT.runs, formatCount(figures.runs)],
  ];
  return (
    <>
      <dl className="report-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small ink3">{REPORT.made(formatMoment(madeAt))}</p>
    </>
  );
}

function Notes({ notes, names }: { readonly notes: readonly Note[]; readonly names: AttemptNames }) {
  const { timed, lines, general } = noteGroups(notes, names);
  return (
    <section aria-label={REPORT.notes}>
      <h2>{REPORT.notes}</h2>
      {notes.length === 0 ? <p className="ink2">{REPORT.noNotes}</p> : null}
      <ul className="report-notes">
        {[...timed, ...lines, ...general].map((note) => (
          <li key={note.id}>
            <span className="small ink2">{placeWords(note, names)}</span>
            <p className="report-words">
              {note.text} <span className="small ink3">{REPORT.noteOf(note.author.name)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function placeWords({ submission, line, atMs }: Note, names: AttemptNames): string {
  const name = submission === null ? undefined : names.get(submission);
  if (name !== undefined) return REPORT.attemptLine(name.title, name.number, line);
  return atMs === null ? REPORT.inGeneral : formatInto(atMs);
}
