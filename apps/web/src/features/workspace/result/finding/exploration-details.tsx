/** Findings and explored calls: a chunk of its own, loaded when there is one of them. */
import type { SubmissionId } from '@lockstep/protocol';
import { FindingCard } from './finding-card.tsx';
import './finding.css';
import type { PanelState } from '../panel-state.ts';
import { ScopesTable } from './scopes-table.tsx';

export default function ExplorationDetails(props: {
  readonly slug: string;
  readonly id: SubmissionId;
  readonly panel: Pick<PanelState, 'scopes' | 'findings' | 'stage'>;
  readonly onGoToLine: (line: number) => void;
  readonly onShowLine: (line: number | null) => void;
}) {
  const { scopes, findings, stage } = props.panel;
  // What was learned is kept with the verdict.
  const playable = stage.kind === 'finished' ? props.id : null;
  const scopeOf = (call: string): number => scopes.findIndex((scope) => scope.call === call);
  return (
    <>
      {findings.map((finding, index) => (
        <FindingCard
          key={finding.verdict}
          slug={props.slug}
          id={props.id}
          number={index + 1}
          finding={finding}
          played={
            playable === null || scopeOf(finding.call) < 0 ? null : { id: playable, scope: scopeOf(finding.call) }
          }
          onGoToLine={props.onGoToLine}
          onShowLine={props.onShowLine}
        />
      ))}
      <ScopesTable scopes={scopes} playable={playable} />
    </>
  );
}
