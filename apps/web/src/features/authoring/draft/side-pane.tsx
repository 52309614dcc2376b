/** The right pane: verification, problems, tests, preview. */
import type { PackageCheck, PackageFault } from '@lockstep/protocol';
import type { UseQueryResult } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { Tabs, tabPanel } from '../../../shared/ui/tabs.tsx';
import { ProblemsList } from '../check/problems-list.tsx';
import { TestsView } from '../check/tests-view.tsx';
import type { FileKeeper } from '../files/file-keeper.ts';
import { Preview } from '../preview/preview.tsx';
import type { Equivalent } from '../verify/mutants.tsx';
import type { Verifying } from '../verify/use-verification.ts';
import { VerificationView } from '../verify/verification-view.tsx';
import { TABS } from './messages.ts';
import { SIDE_TABS, type SideTab } from './use-side-tab.ts';

export function SidePane(props: {
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  readonly check: UseQueryResult<PackageCheck>;
  readonly verifying: Verifying;
  readonly verifyBlocked: string | null;
  /** Of the file that is open; null: none is. */
  readonly keeper: FileKeeper | null;
  readonly path: string | null;
  readonly onOpenFile: (path: string, line?: number) => void;
  readonly onGoTo: (fault: PackageFault) => void;
  readonly onEquivalent: (entry: Equivalent) => Promise<void>;
}) {
  const { tab, check } = props;
  const faults = check.data?.faults ?? null;
  return (
    <>
      <div className="draft-head side-head">
        <Tabs
          id="side"
          className="side-tabs"
          label={TABS.label}
          tabs={SIDE_TABS.map((name) => ({
            name,
            label:
              name === 'problems' && faults !== null && faults.length > 0 ? (
                <>
                  {TABS.problems} <span className="side-count">{faults.length}</span>
                </>
              ) : (
                TABS[name]
              ),
          }))}
          selected={tab}
          onSelect={props.onTab}
        />
      </div>
      <div className="draft-scroll" {...tabPanel('side', tab)}>
        {tab === 'verification' ? (
          <VerificationView
            verifying={props.verifying}
            blocked={props.verifyBlocked}
            onOpenFile={props.onOpenFile}
            onEquivalent={props.onEquivalent}
          />
        ) : tab === 'problems' ? (
          <ProblemsList
            faults={faults}
            error={check.error}
            onRetry={() => void check.refetch()}
            onGoTo={props.onGoTo}
          />
        ) : tab === 'tests' ? (
          <TestsView tests={check.data?.whole?.tests ?? null} onOpen={props.onOpenFile} />
        ) : (
          <LivePreview keeper={props.keeper} path={props.path} check={check.data} />
        )}
      </div>
    </>
  );
}

const nothing = () => null;
const observeNothing = () => () => {};

function LivePreview(props: {
  readonly keeper: FileKeeper | null;
  readonly path: string | null;
  readonly check: PackageCheck | undefined;
}) {
  const { keeper, path, check } = props;
  const snapshot = useSyncExternalStore(keeper?.subscribe ?? observeNothing, keeper?.snapshot ?? nothing);
  return <Preview path={path} content={snapshot?.content ?? null} exercise={check?.whole?.exercise ?? null} />;
}
