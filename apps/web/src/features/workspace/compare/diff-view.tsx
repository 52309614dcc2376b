/** A diff with what can be done with it: step through the changes, choose the layout, take the old version. */
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { changeCount, diffRows, type Layout } from '../../../shared/diff/diff-rows.ts';
import { DiffTable } from '../../../shared/diff/diff-table.tsx';
import { LayoutChoice } from '../../../shared/diff/layout-choice.tsx';
import { lineDiff } from '../../../shared/diff/line-diff.ts';
import { DIFF } from '../../../shared/diff/messages.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { isTyping } from '../../../shared/ui/row-keys.ts';
import { scroller } from '../../../shared/ui/scroller.ts';
import { Notice } from '../../../shared/ui/states.tsx';
import { COMPARE } from './messages.ts';

export function DiffView(props: {
  readonly older: string;
  readonly newer: string;
  readonly name: string;
  /** No room for two columns. */
  readonly narrow: boolean;
  readonly onTake: (source: string, name: string) => void;
}) {
  const { older, newer, name, narrow } = props;
  const diff = useMemo(() => lineDiff(older, newer), [older, newer]);
  const [wanted, setWanted] = useState<Layout>('beside');
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState<number | null>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const layout = narrow ? 'unified' : wanted;
  const rows = useMemo(() => diffRows(diff.blocks, layout, opened), [diff, layout, opened]);
  const count = changeCount(diff.blocks);
  const { added, removed } = DIFF.figures(diff.added, diff.removed);

  const step = (by: 1 | -1): void => {
    if (count === 0) return;
    const to = at === null ? (by === 1 ? 0 : count - 1) : Math.min(count - 1, Math.max(0, at + by));
    setAt(to);
    scroll.current?.querySelector(`[data-change="${to}"]`)?.scrollIntoView({ block: 'center' });
  };
  // One who chooses between versions stays where that is done.
  useEffect(() => {
    if (!isTyping(document.activeElement)) scroll.current?.focus();
  }, []);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const by = ({ n: 1, p: -1 } as const)[event.key.toLowerCase()];
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  return (
    <>
      <div className="compare-bar">
        {count === 0 ? null : (
          <>
            <p className="compare-figures">
              <span className="sr">{COMPARE.summary(count, diff.added, diff.removed)}</span>
              <b className="ink-good" aria-hidden="true">
                {added}
              </b>
              <b className="ink-bad" aria-hidden="true">
                {removed}
              </b>
            </p>
            <StepButton label={COMPARE.previous} icon="up" stroke="P" onStep={() => step(-1)} />
            <StepButton label={COMPARE.next} icon="down" stroke="N" onStep={() => step(1)} />
            <span className="small ink2" role="status">
              {at === null ? null : (
                <>
                  <span className="compare-word">{COMPARE.change} </span>
                  {COMPARE.place(at + 1, count)}
                </>
              )}
            </span>
          </>
        )}
        <span className="spring" />
        {narrow || count === 0 ? null : <LayoutChoice layout={wanted} onChoose={setWanted} />}
        <button
          type="button"
          className="button small"
          disabled={count === 0}
          title={count === 0 ? COMPARE.isSame : COMPARE.takeTitle}
          onClick={() => props.onTake(older, name)}
        >
          <Icon name="undo" small />
          {COMPARE.take}
        </button>
      </div>
      {count === 0 ? (
        <Notice icon="check" title={COMPARE.same} text={COMPARE.sameText(name)} />
      ) : (
        <div ref={scroll} className="compare-scroll" {...scroller(COMPARE.table(name))}>
          <DiffTable
            rows={rows}
            layout={layout}
            names={{ older: name, newer: COMPARE.yours }}
            at={at}
            onOpen={(from) => setOpened(new Set(opened).add(from))}
          />
        </div>
      )}
    </>
  );
}

function StepButton(props: {
  readonly label: string;
  readonly icon: 'up' | 'down';
  readonly stroke: string;
  readonly onStep: () => void;
}) {
  return (
    <button
      type="button"
      className="button quiet small square"
      aria-label={props.label}
      title={`${props.label} (${props.stroke})`}
      aria-keyshortcuts={props.stroke}
      onClick={props.onStep}
    >
      <Icon name={props.icon} small />
    </button>
  );
}
