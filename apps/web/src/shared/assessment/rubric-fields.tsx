/** The criteria of a rubric, each scored by one of its levels. The arrows move among the levels. */
import { type Criterion, type Rubric, type Scores, weightedScore } from '@lockstep/protocol';
import { useId } from 'react';
import { percent } from '../percent.ts';
import { RUBRIC } from './messages.ts';

export function RubricFields(props: {
  readonly rubric: Rubric;
  readonly scores: Scores;
  readonly onScores: (scores: Scores) => void;
}) {
  const { rubric, scores, onScores } = props;
  if (rubric.length === 0) return <p className="small ink2">{RUBRIC.none}</p>;
  const score = (id: string, level: number | null): void => {
    const { [id]: _before, ...others } = scores;
    onScores(level === null ? others : { ...others, [id]: level });
  };
  return (
    <>
      {rubric.map((criterion) => (
        <CriterionField
          key={criterion.id}
          criterion={criterion}
          level={scores[criterion.id] ?? null}
          onLevel={(level) => score(criterion.id, level)}
        />
      ))}
      <div role="status">
        <WeightedLine rubric={rubric} scores={scores} />
      </div>
    </>
  );
}

function CriterionField(props: {
  readonly criterion: Criterion;
  /** null: not scored. */
  readonly level: number | null;
  readonly onLevel: (level: number | null) => void;
}) {
  const { criterion, level, onLevel } = props;
  const { title, hint, weight, levels } = criterion;
  const id = useId();
  return (
    <fieldset className="criterion" aria-labelledby={`${id}-title`} aria-describedby={`${id}-hint`}>
      <div className="criterion-head">
        <b id={`${id}-title`}>{title}</b>
        <span className="spring" />
        <span className="small ink3">{RUBRIC.weight(weight)}</span>
        {level === null ? null : (
          <button
            type="button"
            className="criterion-clear"
            aria-label={RUBRIC.clearOf(title)}
            onClick={() => {
              // The button goes away with the score.
              document.getElementById(`${id}-0`)?.focus();
              onLevel(null);
            }}
          >
            {RUBRIC.clear}
          </button>
        )}
      </div>
      <p className="small ink3" id={`${id}-hint`}>
        {hint}
      </p>
      <div className="choices" data-many={levels.length > 4 ? '' : undefined}>
        {levels.map((label, index) => (
          <label key={label} className="choice">
            <input
              type="radio"
              id={`${id}-${index}`}
              name={id}
              checked={index === level}
              onChange={() => onLevel(index)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What the scores come to, and how much of the rubric that is. */
export function WeightedLine({ rubric, scores }: { readonly rubric: Rubric; readonly scores: Scores }) {
  const { score, scored, criteria, scoredShare } = weightedScore(rubric, scores);
  return (
    <p className="weighted small ink2">
      {score === null ? (
        RUBRIC.unscored
      ) : (
        <>
          <b>{RUBRIC.score(percent(score))}</b>, {RUBRIC.scored(scored, criteria)}
          {scored === criteria ? '' : `, ${RUBRIC.part(percent(scoredShare))}`}
        </>
      )}
    </p>
  );
}
