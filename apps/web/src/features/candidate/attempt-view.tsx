/** One attempt: its verdict, and its code with notes, what changed since the one before, or what is alike. */
import type { Attempt, Note, SittingAttempts } from '@lockstep/protocol';
import { useState } from 'react';
import { Alike } from '../../shared/attempts/alike.tsx';
import { ExploredWords } from '../../shared/attempts/attempt-card.tsx';
import { AttemptChanges } from '../../shared/attempts/attempt-changes.tsx';
import { FindingLinks, ReplayLink } from '../../shared/attempts/attempt-links.tsx';
import { ALIKE, ATTEMPT } from '../../shared/attempts/messages.ts';
import { formatInto } from '../../shared/clock/into.ts';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';
import { Tabs, tabPanel } from '../../shared/ui/tabs.tsx';
import { claimWords, VerdictChip } from '../../shared/ui/verdict.tsx';
import { CANDIDATE_REVIEW, NOTED } from './messages.ts';
import { NotedCode } from './noted-code.tsx';

const VIEWS = [
  { name: 'code', label: CANDIDATE_REVIEW.code },
  { name: 'changes', label: CANDIDATE_REVIEW.changes },
  { name: 'alike', label: ALIKE.title },
] as const;

type View = (typeof VIEWS)[number]['name'];
const ID = 'attempt';

export function AttemptView(props: {
  readonly account: string;
  readonly of: SittingAttempts;
  readonly attempt: Attempt;
  readonly notes: readonly Note[];
  readonly line: number | null;
}) {
  const { account, of, attempt, notes, line } = props;
  const { submission, intoMs, source } = attempt;
  const [view, setView] = useState<View>('code');
  const narrow = useLayoutMode() === 'narrow';
  const before = of.items[of.items.indexOf(attempt) - 1];
  const name = ATTEMPT.name(submission.number);
  return (
    <article className="candidate-attempt" aria-label={name}>
      <header>
        <h2>{name}</h2>
        {submission.verdict === null ? (
          <span className="small ink2">{CANDIDATE_REVIEW.judging[submission.state]}</span>
        ) : (
          <VerdictChip verdict={submission.verdict} />
        )}
        <span className="small ink3">{ATTEMPT.into(formatInto(intoMs))}</span>
      </header>
      {submission.sentence === null ? null : <p>{submission.sentence}</p>}
      {submission.claim === null ? <ExploredWords attempt={attempt} /> : <ClaimLine attempt={attempt} />}
      <nav className="row wrap" aria-label={CANDIDATE_REVIEW.links}>
        <FindingLinks attempt={attempt} />
        <ReplayLink interview={of.interview.id} sitting={of.sitting} atMs={intoMs} />
      </nav>
      <Tabs
        label={CANDIDATE_REVIEW.views}
        tabs={VIEWS}
        selected={view}
        onSelect={setView}
        id={ID}
        className="segments candidate-views"
      />
      <div {...tabPanel(ID, view)} className="candidate-view">
        {view === 'code' ? (
          source === null ? (
            <p className="ink2">{ATTEMPT.noSource}</p>
          ) : (
            <NotedCode
              account={account}
              sitting={of.sitting}
              submission={submission.id}
              source={source}
              label={NOTED.code(name)}
              notes={notes}
              line={line}
            />
          )
        ) : view === 'changes' ? (
          <AttemptChanges
            older={before === undefined ? null : { attempt: before, of }}
            newer={{ attempt, of }}
            narrow={narrow}
          />
        ) : (
          <Alike attempt={attempt} />
        )}
      </div>
    </article>
  );
}

function ClaimLine({ attempt: { submission } }: { readonly attempt: Attempt }) {
  if (submission.claim === null) return null;
  const { head, text } = claimWords(submission.claim);
  return (
    <p className="small ink2">
      <b>{head}</b> {text}
    </p>
  );
}
