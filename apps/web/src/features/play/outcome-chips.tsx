/** Outcomes as small marks: an icon and words say what each is, its fill whether it can still come out. */
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { REACH } from './messages.ts';
import type { KnownOutcome, OutcomeMark } from './outcome-marks.ts';

/** More than that are counted instead. */
const MOST = 8;

export function outcomeIcon({ right, stuck }: Pick<KnownOutcome, 'right' | 'stuck'>): IconName {
  if (stuck) return 'circle';
  return right === null ? 'arrow' : right ? 'check' : 'x';
}

export function outcomeTone({ right }: Pick<KnownOutcome, 'right'>): string {
  return right === null ? 'plain' : right ? 'good' : 'bad';
}

/** `returned 2, wrong`, for text alone. */
export function outcomeWords({ text, right }: KnownOutcome): string {
  return right === null ? text : `${text}, ${right ? REACH.right : REACH.wrong}`;
}

/** Inside of a button, so no list. */
export function OutcomeChips({ marks }: { readonly marks: readonly OutcomeMark[] }) {
  if (marks.length > MOST) return <CountedChips marks={marks} />;
  return (
    <span className="reach-chips">
      {marks.map(({ outcome, possible }) => (
        <span key={outcome.key} className={chipClass(outcome, possible)}>
          <Icon name={outcomeIcon(outcome)} small />
          <span>{outcome.text}</span>
          <span className="sr">
            {outcome.right === null ? '' : `, ${outcome.right ? REACH.right : REACH.wrong}`}
            {possible ? '; ' : `, ${REACH.outOfReach}; `}
          </span>
        </span>
      ))}
    </span>
  );
}

/** One mark for each kind. */
function CountedChips({ marks }: { readonly marks: readonly OutcomeMark[] }) {
  const kinds = new Map<IconName, { outcome: KnownOutcome; possible: number; total: number }>();
  for (const { outcome, possible } of marks) {
    const icon = outcomeIcon(outcome);
    const kind = kinds.get(icon) ?? { outcome, possible: 0, total: 0 };
    kinds.set(icon, { outcome, possible: kind.possible + (possible ? 1 : 0), total: kind.total + 1 });
  }
  return (
    <span className="reach-chips">
      {[...kinds].map(([icon, { outcome, possible, total }]) => (
        <span key={icon} className={chipClass(outcome, possible > 0)}>
          <Icon name={icon} small />
          <span>
            {REACH.many(possible, total)}
            {outcome.right === null ? '' : ` ${outcome.right ? REACH.right : REACH.wrong}`}
          </span>
        </span>
      ))}
    </span>
  );
}

function chipClass(outcome: KnownOutcome, possible: boolean): string {
  return `reach-chip reach-${outcomeTone(outcome)} ${possible ? 'reach-possible' : 'reach-lost'}`;
}
