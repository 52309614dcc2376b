/** Findings and explored calls: a chunk of its own, loaded when there is one of them. */
import { FindingCard } from './finding-card.tsx';
import './finding.css';
import type { PanelState } from '../panel-state.ts';
import { ScopesTable } from './scopes-table.tsx';

export default function ExplorationDetails(props: {
  readonly slug: string;
  readonly panel: Pick<PanelState, 'scopes' | 'findings'>;
  readonly onGoToLine: (line: number) => void;
  readonly onShowLine: (line: number | null) => void;
}) {
  const { scopes, findings } = props.panel;
  return (
    <>
      {findings.map((finding) => (
        <FindingCard
          key={finding.verdict}
          slug={props.slug}
          finding={finding}
          onGoToLine={props.onGoToLine}
          onShowLine={props.onShowLine}
        />
      ))}
      <ScopesTable scopes={scopes} />
    </>
  );
}
