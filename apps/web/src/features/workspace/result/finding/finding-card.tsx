/** One finding: what happened in a sentence, what was expected, and the schedules that prove it. */
import type { Finding, SubmissionId, Trace } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { CopyCommand } from '../../../../shared/timeline/copy-text.tsx';
import { crossingOf } from '../../../../shared/timeline/crossing.ts';
import { TIMELINE } from '../../../../shared/timeline/messages.ts';
import { replayCommand, scheduleRuns } from '../../../../shared/timeline/schedules.ts';
import { Timeline } from '../../../../shared/timeline/timeline.tsx';
import { WaitFigure } from '../../../../shared/timeline/wait-figure.tsx';
import { WaitingList } from '../../../../shared/timeline/waiting-list.tsx';
import { Icon } from '../../../../shared/ui/icon.tsx';
import { Tabs, tabPanel } from '../../../../shared/ui/tabs.tsx';
import { VERDICT_FACES, VerdictChip } from '../../../../shared/ui/verdict.tsx';
import { FINDING } from './messages.ts';

type Which = 'failing' | 'passing';

export function FindingCard(props: {
  readonly slug: string;
  readonly id: SubmissionId;
  /** Of the finding among those of its submission, from 1. */
  readonly number: number;
  readonly finding: Finding;
  /** Where its call can be played; null while it cannot. */
  readonly played: { readonly id: SubmissionId; readonly scope: number } | null;
  readonly onGoToLine: (line: number) => void;
  readonly onShowLine: (line: number | null) => void;
}) {
  const { finding, played } = props;
  const { verdict, call, expected, got, failing, passing } = finding;
  const [shown, setShown] = useState<Which>('failing');
  const crossing = useMemo(() => crossingOf(finding), [finding]);
  const trace = shown === 'passing' && passing !== null ? passing : failing;
  const panel = `schedule-${verdict}`;
  return (
    <section className="finding" aria-label={FINDING.label(VERDICT_FACES[verdict].word, call)}>
      <header>
        <VerdictChip verdict={verdict} />
        <h3 className="mono">{call}</h3>
      </header>
      <p className="finding-sentence">{finding.sentence}</p>
      <dl className="compare">
        {expected === null ? null : (
          <>
            <dt>{FINDING.expected}</dt>
            <dd className="mono">{expected}</dd>
          </>
        )}
        <dt>{FINDING.got}</dt>
        <dd className="mono compare-got">{got ?? failing.outcome}</dd>
      </dl>
      <Tabs
        id={panel}
        className="schedule-tabs"
        label={FINDING.schedulesLabel}
        tabs={[
          { name: 'failing', label: <TabLabel which="failing" trace={failing} /> },
          ...(passing === null
            ? []
            : [{ name: 'passing', label: <TabLabel which="passing" trace={passing} /> } as const]),
        ]}
        selected={shown}
        onSelect={(name: Which) => {
          setShown(name);
          props.onShowLine(null);
        }}
      />
      <div className="schedule" {...tabPanel(panel, shown)}>
        <p className="small ink3">{TIMELINE.summary(trace.steps.length, trace.preemptions)}</p>
        <Timeline
          key={shown}
          trace={trace}
          crossing={shown === 'failing' ? crossing : null}
          label={FINDING.schedules[shown]}
          onGoToLine={props.onGoToLine}
          onShowLine={props.onShowLine}
        />
        <WaitFigure trace={trace} />
        <WaitingList trace={trace} level="h4" onGoToLine={props.onGoToLine} />
        <div className="schedule-ways">
          <Link
            to="/submissions/$id/findings/$number"
            params={{ id: props.id, number: String(props.number) }}
            className="button small"
          >
            <Icon name="path" small />
            {FINDING.open}
          </Link>
          {played === null ? null : (
            <Link
              to="/submissions/$id/play/$scope"
              params={{ id: played.id, scope: String(played.scope) }}
              search={{ at: scheduleRuns(trace.schedule) }}
              className="button small"
            >
              <Icon name="play" small />
              {FINDING.play}
            </Link>
          )}
          <CopyCommand key={`copy-${shown}`} command={replayCommand(props.slug, trace.schedule)} />
        </div>
      </div>
      {passing === null ? <p className="small ink3">{FINDING.noPassing}</p> : null}
    </section>
  );
}

function TabLabel({ which, trace }: { readonly which: Which; readonly trace: Trace }) {
  return (
    <>
      <Icon name={which === 'failing' ? 'x' : 'check'} small className={which === 'failing' ? 'ink-bad' : 'ink-good'} />
      {FINDING.schedules[which]} <code>{trace.outcome}</code>
    </>
  );
}
