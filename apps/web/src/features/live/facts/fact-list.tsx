/** What was pasted, when the page was left, who pointed and wrote: each with its time, which jumps there. */
import type { PersonKey } from '@lockstep/protocol';
import { memo } from 'react';
import { formatInto } from '../../../shared/clock/into.ts';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { FACTS, factWords } from '../messages.ts';
import type { Fact } from './facts.ts';
import './facts.css';

const ICONS: Readonly<Record<Fact['kind'], IconName>> = {
  pasted: 'copy',
  away: 'eye',
  'cut-off': 'offline',
  pointed: 'point',
  'wrote-along': 'people',
};

export const FactList = memo(function FactList(props: {
  readonly facts: readonly Fact[];
  /** Later ones are missing. */
  readonly full: boolean;
  readonly titles: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<PersonKey, string>;
  readonly onJump: (ms: number) => void;
}) {
  const { facts, titles, names, onJump } = props;
  const titleOf = (slug: string): string => titles.get(slug) ?? slug;
  const nameOf = (key: string): string => names.get(key as PersonKey) ?? key;
  return (
    <>
      <p className="live-note small ink3">{FACTS.intro}</p>
      {facts.length === 0 ? (
        <p className="live-none ink2">{FACTS.none}</p>
      ) : (
        <ol className="facts">
          {facts.map((fact) => (
            <li key={fact.id}>
              <button
                type="button"
                className="live-time"
                title={FACTS.jump(formatInto(fact.atMs))}
                onClick={() => onJump(fact.atMs)}
              >
                {formatInto(fact.atMs)}
              </button>
              <Icon name={ICONS[fact.kind]} small />
              <span>
                {factWords(fact, titleOf, nameOf)}
                {fact.delayed ? <span className="ink3"> ({FACTS.late})</span> : null}
              </span>
            </li>
          ))}
        </ol>
      )}
      {props.full ? <p className="live-note small ink-warn">{FACTS.full}</p> : null}
    </>
  );
});
