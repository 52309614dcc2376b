/** What the other reviewers think: told once the own decision is given, so that it stays one's own. */
import type { Assessment, Rubric, SittingAssessments } from '@lockstep/protocol';
import { formatMoment } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { levelGiven } from './assessment-value.ts';
import { DecisionMark } from './decision-mark.tsx';
import { OTHERS, RUBRIC } from './messages.ts';
import { WeightedLine } from './rubric-fields.tsx';

export function OthersSection({ assessments }: { readonly assessments: SittingAssessments }) {
  const { others, rubric } = assessments;
  return (
    <section className="assess-part" aria-label={OTHERS.title}>
      <header>
        <h2>{OTHERS.title}</h2>
      </header>
      {others.kind === 'kept-back' ? (
        <div className="others-kept small ink2">
          <Icon name="lock" small />
          <p>
            {others.decided.length === 0
              ? OTHERS.nobody
              : OTHERS.decided(others.decided.map(({ name }) => name).join(', '))}{' '}
            {OTHERS.told}
          </p>
        </div>
      ) : others.items.length === 0 ? (
        <p className="small ink2">{OTHERS.none}</p>
      ) : (
        <ul>
          {others.items.map((assessment) => (
            <li key={assessment.reviewer.id}>
              <Other assessment={assessment} rubric={rubric} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Other({ assessment, rubric }: { readonly assessment: Assessment; readonly rubric: Rubric }) {
  const { reviewer, decision, summary, scores, changedAt } = assessment;
  return (
    <article className="other" aria-label={reviewer.name}>
      <header>
        <b>{reviewer.name}</b>
        {decision === null ? (
          <span className="small ink3">{OTHERS.undecided}</span>
        ) : (
          <DecisionMark decision={decision} />
        )}
        <span className="spring" />
        <span className="small ink3">{OTHERS.changed(formatMoment(changedAt))}</span>
      </header>
      {rubric.length === 0 ? null : (
        <>
          <dl className="other-scores small">
            {rubric.map((criterion) => (
              <div key={criterion.id}>
                <dt>{criterion.title}</dt>
                <dd>{levelGiven(criterion, scores) ?? <span className="ink3">{RUBRIC.notScored}</span>}</dd>
              </div>
            ))}
          </dl>
          <WeightedLine rubric={rubric} scores={scores} />
        </>
      )}
      {summary === '' ? null : <p className="assess-words">{summary}</p>}
    </article>
  );
}
