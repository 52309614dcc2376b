/**
 * What a reviewer writes of a sitting, beside what is reviewed: rubric, notes, decision, what the others think, the outcome.
 * Everything but the outcome saves by itself.
 */
import type { AccountView, Note, SittingAssessments } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../account/session.ts';
import { assessmentsQuery, RENEW_MS } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadFailure, Skeleton } from '../ui/states.tsx';
import './assessment.css';
import { PANEL } from './messages.ts';
import type { AttemptNames } from './note-order.ts';
import { NotesSection } from './notes-section.tsx';
import { OthersSection } from './others-section.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { DecisionSection, RubricSection, useOwnAssessment } from './own-assessment.tsx';

export interface AssessmentPanelProps {
  readonly sitting: string;
  /** The time into the interview, in milliseconds, which notes keep; null: it is over, a reviewer writes the time. */
  readonly at: (() => number) | null;
  /** A time of a note was pressed. */
  readonly onJump: (atMs: number) => void;
  /** A note on code was pressed. Without it such notes lead nowhere. */
  readonly onCode?: (note: Note) => void;
  /** What submissions are called, by id. */
  readonly names?: AttemptNames;
}

export function AssessmentPanel(props: AssessmentPanelProps) {
  const { api } = useServices();
  const session = useSession();
  const assessments = useQuery({ ...assessmentsQuery(api, props.sitting), refetchInterval: RENEW_MS });
  const error = assessments.error ?? session.error;
  const ready = session.account !== null && assessments.data !== undefined;
  return (
    <div className="assess">
      {ready ? (
        <Ready key={session.account.id} {...props} account={session.account} assessments={assessments.data} />
      ) : error === null ? (
        <>
          <p className="sr" role="status">
            {PANEL.loading}
          </p>
          <Skeleton lines={9} />
        </>
      ) : (
        <LoadFailure
          error={error}
          retry={() => {
            void assessments.refetch();
            session.retry();
          }}
        />
      )}
    </div>
  );
}

function Ready(
  props: AssessmentPanelProps & { readonly account: AccountView; readonly assessments: SittingAssessments },
) {
  const { sitting, at, onJump, onCode, names, account, assessments } = props;
  const saving = useOwnAssessment(account.id, sitting, assessments);
  return (
    <>
      <p className="assess-private small ink3">
        <Icon name="lock" small />
        {PANEL.private}
      </p>
      <RubricSection rubric={assessments.rubric} saving={saving} />
      <NotesSection account={account.id} sitting={sitting} at={at} names={names} onJump={onJump} onCode={onCode} />
      <DecisionSection saving={saving} />
      <OthersSection assessments={assessments} />
      <OutcomeSection account={account.id} sitting={sitting} />
    </>
  );
}
