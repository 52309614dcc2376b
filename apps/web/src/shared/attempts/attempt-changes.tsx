/** Two attempts, the older one first: what they came to, how their code differs, what the change did. */
import type { Attempt, SittingAttempts } from '@lockstep/protocol';
import { useMemo, useState } from 'react';
import { formatSpan } from '../clock/countdown.ts';
import { changeCount, diffRows, type Layout } from '../diff/diff-rows.ts';
import { DiffTable } from '../diff/diff-table.tsx';
import { LayoutChoice } from '../diff/layout-choice.tsx';
import { lineDiff } from '../diff/line-diff.ts';
import { DIFF } from '../diff/messages.ts';
import { pythonLines } from '../text/python-lines.ts';
import '../text/text.css';
import { Icon } from '../ui/icon.tsx';
import { scroller } from '../ui/scroller.ts';
import { AttemptCard, StarterCard } from './attempt-card.tsx';
import { MeasuredTable } from './measured-table.tsx';
import { ATTEMPT, CHANGES } from './messages.ts';

/** An attempt and what it is one of. */
export interface Placed {
  readonly attempt: Attempt;
  readonly of: SittingAttempts;
}

export function AttemptChanges(props: {
  /** null: the starter. */
  readonly older: Placed | null;
  readonly newer: Placed;
  /** No room for two columns of code. */
  readonly narrow: boolean;
}) {
  const { older, newer, narrow } = props;
  const foreign = older !== null && older.of.sitting !== newer.of.sitting;
  const nameOf = ({ attempt, of }: Placed) =>
    `${ATTEMPT.name(attempt.submission.number)}${foreign ? ` ${ATTEMPT.of(of.candidate)}` : ''}`;
  const names = { older: older === null ? ATTEMPT.starter : nameOf(older), newer: nameOf(newer) };
  const before = older === null ? newer.of.starter : older.attempt.source;
  const after = newer.attempt.source;
  const spanMs = older === null ? newer.attempt.intoMs : newer.attempt.intoMs - older.attempt.intoMs;
  const together = older !== null && older.of.slug === newer.of.slug && !foreign;
  return (
    <div className="attempt-changes">
      <div className="attempt-pair">
        {older === null ? (
          <StarterCard />
        ) : (
          <AttemptCard attempt={older.attempt} candidate={foreign ? older.of.candidate : null} />
        )}
        <Icon name="arrow" />
        <AttemptCard attempt={newer.attempt} candidate={foreign ? newer.of.candidate : null} />
      </div>
      {before === null || after === null ? (
        <p className="ink2">{ATTEMPT.noSource}</p>
      ) : (
        <Diff
          key={`${names.older} ${names.newer}`}
          older={before}
          newer={after}
          names={names}
          narrow={narrow}
          work={together && spanMs > 0 ? CHANGES.work(formatSpan(spanMs)) : null}
        />
      )}
      <MeasuredTable older={older?.attempt ?? null} newer={newer.attempt} names={names} apart={foreign} />
    </div>
  );
}

function Diff(props: {
  readonly older: string;
  readonly newer: string;
  readonly names: { readonly older: string; readonly newer: string };
  readonly narrow: boolean;
  readonly work: string | null;
}) {
  const { older, newer, names, narrow, work } = props;
  const [wanted, setWanted] = useState<Layout>('unified');
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const layout = narrow ? 'unified' : wanted;
  const diff = useMemo(() => lineDiff(older, newer), [older, newer]);
  const paints = useMemo(() => ({ older: pythonLines(older), newer: pythonLines(newer) }), [older, newer]);
  const rows = useMemo(() => diffRows(diff.blocks, layout, opened), [diff, layout, opened]);
  const count = changeCount(diff.blocks);
  const figures = DIFF.figures(diff.added, diff.removed);
  return (
    <section aria-label={CHANGES.title}>
      <div className="attempt-diff-head">
        <h3>{CHANGES.title}</h3>
        <p className="small ink2">
          {count === 0 ? (
            CHANGES.noneText
          ) : (
            <>
              <span className="sr">{CHANGES.summary(diff.added, diff.removed)}</span>
              <b className="ink-good" aria-hidden="true">
                {figures.added}
              </b>{' '}
              <b className="ink-bad" aria-hidden="true">
                {figures.removed}
              </b>
            </>
          )}
          {work === null ? '' : `, ${work}`}
        </p>
        <span className="spring" />
        {narrow || count === 0 ? null : <LayoutChoice layout={wanted} onChoose={setWanted} />}
      </div>
      {count === 0 ? null : (
        <div className="attempt-diff" {...scroller(CHANGES.table(names.older, names.newer))}>
          <DiffTable
            rows={rows}
            layout={layout}
            names={names}
            paints={paints}
            at={null}
            onOpen={(from) => setOpened(new Set(opened).add(from))}
          />
        </div>
      )}
    </section>
  );
}
