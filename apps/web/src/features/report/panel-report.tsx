/** What the reviewers think: scores by criterion with their means, decisions, summaries. */
import {
  type Assessment,
  type PanelMean,
  panelMean,
  type Rubric,
  type SittingReport,
  weightedScore,
} from '@lockstep/protocol';
import { levelGiven } from '../../shared/assessment/assessment-value.ts';
import { DecisionMark } from '../../shared/assessment/decision-mark.tsx';
import { percent } from '../../shared/percent.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { scroller } from '../../shared/ui/scroller.ts';
import { PANEL } from './messages.ts';

export function PanelReport({ rubric, panel }: Pick<SittingReport, 'rubric' | 'panel'>) {
  const mean = panel.kind === 'told' ? panel.mean : panelMean(rubric, panel.own === null ? [] : [panel.own]);
  const shown = panel.kind === 'told' ? panel.assessments : panel.own === null ? [] : [panel.own];
  return (
    <section className="report-panel" aria-label={PANEL.title}>
      <h2>{PANEL.title}</h2>
      {panel.kind === 'kept-back' ? (
        <p className="small ink2 report-kept">
          <Icon name="lock" small />
          {PANEL.kept(panel.decided.map(({ name }) => name).join(', '))}
        </p>
      ) : null}
      {shown.length === 0 ? (
        <p className="ink2">{panel.kind === 'told' ? PANEL.nobody : ''}</p>
      ) : (
        <>
          <Scores rubric={rubric} assessments={shown} mean={mean} />
          {shown.map((assessment) =>
            assessment.summary === '' ? null : (
              <div key={assessment.reviewer.id} className="report-summary">
                <h3>{assessment.reviewer.name}</h3>
                <p className="report-words">{assessment.summary}</p>
              </div>
            ),
          )}
        </>
      )}
    </section>
  );
}

/** More reviewers than that stand in rows of their own, or a table would not fit on a page. */
const MOST_COLUMNS = 4;

function Scores(props: {
  readonly rubric: Rubric;
  readonly assessments: readonly Assessment[];
  /** Over all reviewers. */
  readonly mean: PanelMean;
}) {
  const { rubric, assessments, mean } = props;
  const columns = assessments.slice(0, MOST_COLUMNS);
  const rest = assessments.slice(MOST_COLUMNS);
  return (
    <>
      <div className="report-wide" {...scroller(PANEL.scores)}>
        <table className="report-scores">
          <thead>
            <tr>
              <th scope="col">{PANEL.criterion}</th>
              <th scope="col" className="number">
                {PANEL.weight}
              </th>
              {columns.map(({ reviewer }) => (
                <th key={reviewer.id} scope="col">
                  {reviewer.name}
                </th>
              ))}
              <th scope="col" className="number">
                {PANEL.mean}
              </th>
            </tr>
          </thead>
          <tbody>
            {rubric.map((criterion) => (
              <tr key={criterion.id}>
                <th scope="row">{criterion.title}</th>
                <td className="number">{criterion.weight}</td>
                {columns.map(({ reviewer, scores }) => (
                  <td key={reviewer.id}>
                    {levelGiven(criterion, scores) ?? <span className="ink3">{PANEL.none}</span>}
                  </td>
                ))}
                <td className="number">
                  {Object.hasOwn(mean.criteria, criterion.id)
                    ? percent(mean.criteria[criterion.id]?.mean ?? 0)
                    : PANEL.none}
                </td>
              </tr>
            ))}
            {rubric.length === 0 ? null : (
              <tr className="report-sum">
                <th scope="row">{PANEL.weighted}</th>
                <td />
                {columns.map(({ reviewer, scores }) => (
                  <td key={reviewer.id}>
                    <Weighted rubric={rubric} scores={scores} />
                  </td>
                ))}
                <td className="number">
                  <b>{mean.score === null ? PANEL.none : percent(mean.score)}</b>
                </td>
              </tr>
            )}
            <tr>
              <th scope="row">{PANEL.decision}</th>
              <td />
              {columns.map(({ reviewer, decision }) => (
                <td key={reviewer.id}>
                  {decision === null ? (
                    <span className="ink3">{PANEL.noDecision}</span>
                  ) : (
                    <DecisionMark decision={decision} />
                  )}
                </td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      {rubric.length === 0 ? <p className="small ink2">{PANEL.noRubric}</p> : null}
      {rest.length === 0 ? null : <Scores rubric={rubric} assessments={rest} mean={mean} />}
    </>
  );
}

function Weighted({ rubric, scores }: Pick<Assessment, 'scores'> & { readonly rubric: Rubric }) {
  const { score, scored, criteria } = weightedScore(rubric, scores);
  if (score === null) return <span className="ink3">{PANEL.none}</span>;
  return (
    <>
      <b>{percent(score)}</b>
      {scored === criteria ? null : <span className="small ink3"> {PANEL.scored(scored, criteria)}</span>}
    </>
  );
}
