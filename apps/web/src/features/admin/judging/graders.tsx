/** The processes that judge: whether they live, how busy they are, and what they are at. */
import type { GraderView } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatMoment } from '../../../shared/format.ts';
import { CopyText } from '../../../shared/timeline/copy-text.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { loadFigure, since } from './figures.ts';
import { GRADERS } from './messages.ts';

/** `nowMs`: when it was so. */
export function Graders({ graders, nowMs }: { readonly graders: readonly GraderView[]; readonly nowMs: number }) {
  return (
    <section className="admin-section judging-first" aria-label={GRADERS.title}>
      <h2>{GRADERS.title}</h2>
      {graders.length === 0 ? (
        <NoGrader />
      ) : (
        <div className="card card-table judging-table">
          <table aria-label={GRADERS.title}>
            <thead>
              <tr>
                <th scope="col">{GRADERS.grader}</th>
                <th scope="col">{GRADERS.state}</th>
                <th scope="col" title={GRADERS.loadTitle}>
                  {GRADERS.load}
                </th>
                <th scope="col">{GRADERS.judging}</th>
              </tr>
            </thead>
            <tbody>
              {graders.map((grader) => (
                <Row key={grader.id} grader={grader} nowMs={nowMs} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function NoGrader() {
  return (
    <div className="card notice no-grader">
      <Icon name="pause" />
      <h3>{GRADERS.noneTitle}</h3>
      <p>{GRADERS.noneText}</p>
      <code className="no-grader-command">{GRADERS.command}</code>
      <CopyText text={() => GRADERS.command} label={GRADERS.copy} name={GRADERS.commandName} />
    </div>
  );
}

function Row({ grader, nowMs }: { readonly grader: GraderView; readonly nowMs: number }) {
  const { alive, host, version, startedAt, seenAt, judging, concurrency } = grader;
  return (
    <tr className={alive ? undefined : 'grader-silent'}>
      <th scope="row" className="grader-who">
        <span className="grader-host">{host}</span>
        <span className="small ink3">{GRADERS.version(version)}</span>
      </th>
      <td data-label={GRADERS.state}>
        {alive ? (
          <span className="grader-state" title={formatMoment(startedAt)}>
            <Icon name="check" small className="ink-good" />
            <span>
              {GRADERS.alive} <span className="ink3">{GRADERS.upSince(since(startedAt, nowMs))}</span>
            </span>
          </span>
        ) : (
          <span className="grader-state ink-warn" title={GRADERS.silentSince(formatMoment(seenAt))}>
            <Icon name="offline" small />
            {GRADERS.silent(since(seenAt, nowMs))}
          </span>
        )}
      </td>
      <td data-label={GRADERS.load}>
        <Load load={grader.load} />
      </td>
      <td data-label={GRADERS.judging}>
        <div className="grader-judging">
          <span className="grader-slots">{GRADERS.slots(judging.length, concurrency)}</span>
          <ul>
            {judging.map(({ submission, slug, since: begun }) => (
              <li key={submission}>
                <Link to="/exercises/$slug" params={{ slug }} className="judging-slug">
                  {slug}
                </Link>{' '}
                <span className="ink3 nowrap">{GRADERS.forTime(since(begun, nowMs))}</span>
              </li>
            ))}
          </ul>
        </div>
      </td>
    </tr>
  );
}

function Load({ load }: { readonly load: number }) {
  const { share, percent, over } = loadFigure(load);
  return (
    <div className="load">
      <span className={`figure-bar ${over ? 'figure-bar-over' : ''}`} aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className="load-percent">{GRADERS.percent(percent)}</span>
      {over ? <span className="small ink-warn">{GRADERS.over}</span> : null}
    </div>
  );
}
