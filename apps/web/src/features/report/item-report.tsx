/** One exercise or question of the report. */
import type { FindingSummary, ReportedAnswer, ReportedAttempt, ReportedItem } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatInto } from '../../shared/clock/into.ts';
import { formatCount } from '../../shared/format.ts';
import { Prose } from '../../shared/text/prose.tsx';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { claimWords, VERDICT_FACES, VerdictChip } from '../../shared/ui/verdict.tsx';
import { AttemptsChart } from './attempts-chart.tsx';
import { LanesFigure } from './lanes-figure.tsx';
import { ITEM } from './messages.ts';

type ExerciseItem = Extract<ReportedItem, { readonly kind: 'exercise' }>;
type QuestionItem = Extract<ReportedItem, { readonly kind: 'question' }>;

export function ItemReport(props: {
  readonly item: ReportedItem;
  /** From 1, in the interview. */
  readonly place: number;
  /** Where the axis of time ends. */
  readonly endMs: number;
}) {
  const { item, place, endMs } = props;
  return (
    <section className="report-item" aria-label={item.title}>
      <header>
        <span className="report-place">{place}</span>
        <h3>{item.title}</h3>
        <span className="small ink3">
          {item.kind === 'exercise' ? ITEM.exercise : ITEM.question}, {ITEM.minutes(item.minutes)}
        </span>
        <span className="spring" />
        {item.kind === 'exercise' ? <ExerciseStanding item={item} /> : <Rightness right={item.right} />}
      </header>
      {item.kind === 'exercise' ? <Exercise item={item} endMs={endMs} /> : <Question item={item} />}
    </section>
  );
}

function ExerciseStanding({ item: { verdict, acceptedAfterMs } }: { readonly item: ExerciseItem }) {
  return (
    <>
      <span className="small ink2">
        {acceptedAfterMs === null ? ITEM.never : ITEM.accepted(formatInto(acceptedAfterMs))}
      </span>
      {verdict === null ? null : <VerdictChip verdict={verdict} />}
    </>
  );
}

function Exercise({ item, endMs }: { readonly item: ExerciseItem; readonly endMs: number }) {
  const { title, attempts, best, runs } = item;
  const found = attempts.flatMap((attempt) =>
    attempt.findings.map((finding, index) => ({ attempt, finding, number: index + 1 })),
  );
  if (attempts.length === 0) {
    return (
      <p className="ink2">
        {ITEM.none} {runs === 0 ? '' : ITEM.runs(runs)}
      </p>
    );
  }
  return (
    <>
      <AttemptsChart title={title} attempts={attempts} endMs={endMs} />
      <AttemptsTable attempts={attempts} />
      {found.length === 0 ? null : (
        <div>
          <h4>{ITEM.findings}</h4>
          {found.map(({ attempt, finding, number }) => (
            <OneFinding key={`${attempt.submission} ${number}`} attempt={attempt} finding={finding} number={number} />
          ))}
        </div>
      )}
      {best === null ? null : (
        <div className="report-code">
          <h4>{ITEM.code(best.number, item.acceptedAfterMs !== null)}</h4>
          <PythonCode
            numbered
            source={best.source}
            label={`${title}: ${ITEM.code(best.number, item.acceptedAfterMs !== null)}`}
          />
        </div>
      )}
    </>
  );
}

function AttemptsTable({ attempts }: { readonly attempts: readonly ReportedAttempt[] }) {
  return (
    <table className="report-attempts" aria-label={ITEM.attempts}>
      <thead>
        <tr>
          <th scope="col">{ITEM.number}</th>
          <th scope="col" className="number">
            {ITEM.time}
          </th>
          <th scope="col">{ITEM.verdict}</th>
          <th scope="col">{ITEM.sentence}</th>
          <th scope="col" className="number">
            {ITEM.interleavings}
          </th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => (
          <tr key={attempt.submission}>
            <td>{attempt.number}</td>
            <td className="number">{formatInto(attempt.intoMs)}</td>
            <td>{attempt.verdict === null ? ITEM.states[attempt.state] : <VerdictChip verdict={attempt.verdict} />}</td>
            <td className="small">
              {attempt.sentence}
              {attempt.claim === null ? null : <ClaimWords attempt={attempt} />}
              {attempt.flags.length === 0 ? null : (
                <span className="ink2">
                  {' '}
                  {ITEM.also}: {attempt.flags.map((flag) => VERDICT_FACES[flag].lower).join(', ')}.
                </span>
              )}
            </td>
            <td className="number small">
              {attempt.interleavings === null ? ITEM.nothing : formatCount(attempt.interleavings)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ClaimWords({ attempt: { claim } }: { readonly attempt: ReportedAttempt }) {
  if (claim === null) return null;
  const { head, text } = claimWords(claim);
  return (
    <span className="ink2">
      {' '}
      {head} {text}
    </span>
  );
}

function OneFinding(props: {
  readonly attempt: ReportedAttempt;
  readonly finding: FindingSummary;
  readonly number: number;
}) {
  const { attempt, finding, number } = props;
  return (
    <div className="report-finding">
      <p>
        <Icon
          name={VERDICT_FACES[finding.verdict].icon}
          small
          className={`ink-${VERDICT_FACES[finding.verdict].tone}`}
        />
        <b>{ITEM.finding(attempt.number, finding.call)}</b>{' '}
        <span className="small ink3">{ITEM.steps(finding.steps, finding.preemptions)}</span>{' '}
        <Link
          to="/submissions/$id/findings/$number"
          params={{ id: attempt.submission, number: String(number) }}
          className="report-link small"
        >
          {ITEM.open}
        </Link>
      </p>
      <p>{finding.sentence}</p>
      {finding.waiting.length === 0 ? null : (
        <ul className="small ink2">
          {finding.waiting.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <LanesFigure schedule={finding.schedule} />
    </div>
  );
}

function Rightness({ right }: { readonly right: boolean | null }) {
  if (right === null) return <span className="small ink3">{ITEM.unanswered}</span>;
  return (
    <span className={`chip ${right ? 'tone-good' : 'tone-bad'}`}>
      <Icon name={right ? 'check' : 'x'} small />
      {right ? ITEM.right : ITEM.wrong}
    </span>
  );
}

function Question({ item }: { readonly item: QuestionItem }) {
  return (
    <>
      <div className="prose report-statement">
        <Prose text={item.statement} />
      </div>
      {item.answers.length === 0 ? null : (
        <div>
          <h4>{ITEM.answers}</h4>
          <ol className="report-answers">
            {item.answers.map((answer) => (
              <li key={answer.number}>
                <span className="ink3">{formatInto(answer.intoMs)}</span>
                <AnswerWords answer={answer} />
                <Rightness right={answer.right} />
              </li>
            ))}
          </ol>
          {item.answers.length > 1 ? <p className="small ink2">{ITEM.first}</p> : null}
        </div>
      )}
    </>
  );
}

function AnswerWords({ answer: { words } }: { readonly answer: ReportedAnswer }) {
  return (
    <span className="report-answer">
      {words
        .map((text, index) => ({ text, key: `${index} ${text}` }))
        .map(({ text, key }) => (
          <span key={key} className="prose">
            <Prose text={text} inline />
          </span>
        ))}
    </span>
  );
}
