/** After the answer: a sentence first, then each choice, then why; and the way on. */
import type { GivenAnswer, Solution } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import type { PathStep } from '../../shared/path/path-model.ts';
import { StepLink } from '../../shared/path/step-state.tsx';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { usePageKeys } from '../../shared/ui/page-keys.ts';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { ChoiceSolution } from './choice-solution.tsx';
import { SOLUTION } from './messages.ts';
import { NumberSolution } from './number-solution.tsx';
import { OrderSolution } from './order-solution.tsx';
import { OutcomeSolution } from './outcome-solution.tsx';
import type { ProgramLines } from './program-lines.ts';
import { verdictSentence } from './solution-model.ts';

export function SolutionView(props: {
  readonly slug: string;
  readonly answered: GivenAnswer;
  readonly solution: Solution;
  readonly lines: ProgramLines;
  readonly next: PathStep | null;
  /** The reader has just answered, so the focus goes to the result. */
  readonly focused: boolean;
  readonly onAgain: () => void;
}) {
  const { answered, solution, next, focused, onAgain } = props;
  const head = useRef<HTMLHeadingElement>(null);
  const ways = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) head.current?.focus();
  }, [focused]);
  usePageKeys((key) => {
    if (key === 'a') onAgain();
    else if (key === 'n') ways.current?.querySelector('a')?.click();
    else return false;
    return true;
  });
  const tone = answered.right ? 'good' : 'bad';
  return (
    <section className="solution" aria-label={SOLUTION.label}>
      <header className={`solution-head solution-${tone}`}>
        <Icon name={answered.right ? 'check' : 'x'} className={`ink-${tone}`} />
        <h2 ref={head} tabIndex={-1}>
          {verdictSentence(solution.form, answered)}
        </h2>
        <time className="small ink2" dateTime={answered.answeredAt} title={formatMoment(answered.answeredAt)}>
          {SOLUTION.given(answered.number, formatAgo(answered.answeredAt, Date.now()))}
        </time>
      </header>
      {marked(solution.form, answered, props.lines)}
      <div className="explanation prose">
        <h2>{SOLUTION.why}</h2>
        <Prose text={solution.explanation} />
      </div>
      <div className="solution-ways" ref={ways}>
        {next === null ? (
          <Link to="/path" className="button primary" aria-keyshortcuts="N">
            {SOLUTION.toPath} <KeyHint keys={['N']} />
          </Link>
        ) : (
          <StepLink step={next} className="button primary" shortcut="N">
            {SOLUTION.next(next.item.title)} <KeyHint keys={['N']} />
          </StepLink>
        )}
        {solution.playable ? (
          <Link to="/questions/$slug/play" params={{ slug: props.slug }} className="button">
            <Icon name="play" small />
            {SOLUTION.play}
          </Link>
        ) : null}
        <button type="button" className="button" aria-keyshortcuts="A" onClick={onAgain}>
          {SOLUTION.again} <KeyHint keys={['A']} />
        </button>
      </div>
    </section>
  );
}

function marked(form: Solution['form'], answered: GivenAnswer, lines: ProgramLines): ReactNode {
  switch (form.kind) {
    case 'single':
    case 'multiple':
      return <ChoiceSolution form={form} answered={answered} />;
    case 'outcomes':
      return <OutcomeSolution form={form} answered={answered} lines={lines} />;
    case 'order':
      return <OrderSolution form={form} answered={answered} />;
    case 'number':
      return <NumberSolution form={form} answered={answered} />;
    default:
      return form satisfies never;
  }
}
