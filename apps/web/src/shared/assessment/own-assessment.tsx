/** The reviewer's own scores, decision and summary. They save by themselves. */
import { AssessmentConflict, Decision, type Rubric, type SittingAssessments } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useMemo } from 'react';
import { conflictOf, reviewKeys, saveAssessment } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import '../form/form.css';
import { AssessmentValue, levelGiven, MOST_SUMMARY, sameAssessment, storedOf } from './assessment-value.ts';
import { CONFLICT, DECISION, DECISIONS, RUBRIC } from './messages.ts';
import { RubricFields } from './rubric-fields.tsx';
import { ConflictChoice, SaveState } from './save-state.tsx';
import { type Saving, useSaver } from './use-saver.ts';

/** `account`: of the reviewer, for whom this browser keeps what is not saved. */
export function useOwnAssessment(
  account: string,
  sitting: string,
  assessments: SittingAssessments,
): Saving<AssessmentValue> {
  const { api } = useServices();
  const client = useQueryClient();
  const { own } = assessments;
  const stored = useMemo(() => storedOf(own), [own]);
  return useSaver({
    key: `lockstep:assessment:${account}:${sitting}`,
    schema: AssessmentValue,
    stored,
    same: sameAssessment,
    conflictIn: (error) => {
      const conflict = conflictOf(error, AssessmentConflict);
      return conflict === null ? null : storedOf(conflict.current);
    },
    save: async (value, follows) => {
      const saved = await saveAssessment(api, sitting, { ...value, follows });
      const key = reviewKeys.assessments(sitting);
      const before = client.getQueryData<SittingAssessments>(key);
      client.setQueryData<SittingAssessments>(key, (known) => known && { ...known, own: saved });
      // What the others think is told from the first decision on.
      if ((before?.own?.decision ?? null) !== saved.decision) void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: reviewKeys.report(sitting) });
      return storedOf(saved);
    },
  });
}

export function RubricSection(props: { readonly rubric: Rubric; readonly saving: Saving<AssessmentValue> }) {
  const { rubric, saving } = props;
  const { value, status, change } = saving;
  return (
    <section className="assess-part" aria-label={RUBRIC.title}>
      <header>
        <h2>{RUBRIC.title}</h2>
        <span className="spring" />
        <SaveState status={status} />
      </header>
      <ConflictChoice
        status={status}
        mine={value}
        show={(shown) => <Shown value={shown} rubric={rubric} />}
        onMine={saving.keepMine}
        onTheirs={saving.takeTheirs}
      />
      <RubricFields rubric={rubric} scores={value.scores} onScores={(scores) => change({ ...value, scores })} />
    </section>
  );
}

export function DecisionSection({ saving }: { readonly saving: Saving<AssessmentValue> }) {
  const { value, change, status } = saving;
  const id = useId();
  const left = MOST_SUMMARY - value.summary.length;
  return (
    <section className="assess-part" aria-label={DECISION.title}>
      <header>
        <h2>{DECISION.title}</h2>
        <span className="spring" />
        {value.decision === null ? null : (
          <button
            type="button"
            className="criterion-clear"
            onClick={() => {
              document.getElementById(`${id}-no`)?.focus();
              change({ ...value, decision: null });
            }}
          >
            {DECISION.clear}
          </button>
        )}
      </header>
      <fieldset>
        <legend className="sr">{DECISION.group}</legend>
        <div className="choices">
          {Decision.options.map((decision) => (
            <label key={decision} className="choice">
              <input
                type="radio"
                id={`${id}-${decision}`}
                name={id}
                checked={value.decision === decision}
                onChange={() => change({ ...value, decision })}
              />
              <span>{DECISIONS[decision]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-summary`}>{DECISION.summary}</label>
        <textarea
          id={`${id}-summary`}
          className="input assess-text"
          rows={4}
          maxLength={MOST_SUMMARY}
          aria-describedby={`${id}-hint`}
          value={value.summary}
          onChange={(event) => change({ ...value, summary: event.target.value })}
        />
        <p className="field-hint assess-hint" id={`${id}-hint`}>
          <span>{left < 500 ? DECISION.tooLong(left) : DECISION.summaryHint}</span>
          <SaveState status={status} quiet />
        </p>
      </div>
    </section>
  );
}

/** One of two versions, in short. */
function Shown({ value, rubric }: { readonly value: AssessmentValue; readonly rubric: Rubric }) {
  const { scores, decision, summary } = value;
  return (
    <dl className="conflict-value small">
      {rubric.map((criterion) => (
        <div key={criterion.id}>
          <dt>{criterion.title}</dt>
          <dd>{levelGiven(criterion, scores) ?? RUBRIC.notScored}</dd>
        </div>
      ))}
      <div>
        <dt>{DECISION.group}</dt>
        <dd>{decision === null ? DECISION.none : DECISIONS[decision]}</dd>
      </div>
      <div>
        <dt>{DECISION.summary}</dt>
        <dd className="assess-words">{summary.trim() === '' ? CONFLICT.nothing : summary}</dd>
      </div>
    </dl>
  );
}
