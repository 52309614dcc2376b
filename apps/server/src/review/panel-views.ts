/** Who may read what of a panel: what the others think is told to who has given a decision of the own, and to nobody before. */
import { type AccountId, panelMean, type ReportedPanel, type SittingAssessments } from '@lockstep/protocol';
import type { SittingPanel } from '@lockstep/store';

/** As one reviewer sees it. Pure. */
export function assessmentsView(panel: SittingPanel, reader: AccountId): SittingAssessments {
  const { rubric, rubricVersion, assessments } = panel;
  const own = assessments.find(({ reviewer }) => reviewer.id === reader) ?? null;
  const others = assessments.filter((one) => one !== own);
  const decided = others.flatMap(({ decision, reviewer }) => (decision === null ? [] : [reviewer]));
  return {
    rubric,
    rubricVersion,
    own,
    others: own?.decision == null ? { kind: 'kept-back', decided } : { kind: 'told', items: others },
  };
}

/** The same for a report. Pure. */
export function reportedPanel(panel: SittingPanel, reader: AccountId): ReportedPanel {
  const { own, others } = assessmentsView(panel, reader);
  return others.kind === 'kept-back'
    ? { kind: 'kept-back', own, decided: others.decided }
    : {
        kind: 'told',
        assessments: [...panel.assessments],
        mean: panelMean(panel.rubric, panel.assessments),
      };
}
