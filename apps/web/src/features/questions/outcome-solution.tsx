/** The outcomes after the answer: possible or not, in how many interleavings, and how each comes about. */
import type { GivenAnswer, OutcomeChoice, QuestionForm } from '@lockstep/protocol';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '../../shared/ui/icon.tsx';
import { Skeleton } from '../../shared/ui/states.tsx';
import { MarkedChoice, markWords } from './choice-solution.tsx';
import { SOLUTION } from './messages.ts';
import { OutcomeText } from './outcome-text.tsx';
import type { ProgramLines } from './program-lines.ts';
import { choiceMarks, rightsOf, sharePercent } from './solution-model.ts';

const OutcomeTrace = lazy(() => import('./outcome-trace.tsx'));

export function OutcomeSolution(props: {
  readonly form: Extract<QuestionForm, { kind: 'outcomes' }>;
  readonly answered: GivenAnswer;
  readonly lines: ProgramLines;
}) {
  const { form } = props;
  const marks = choiceMarks(rightsOf(form), props.answered.answer);
  return (
    <ul className="marked" aria-label={SOLUTION.choices}>
      {form.choices.map((choice, place) => {
        const mark = marks[place];
        if (mark === undefined) return null;
        return (
          <MarkedChoice
            key={choice.text}
            mark={mark}
            single={false}
            words={markWords(mark, 'outcome')}
            text={<OutcomeText text={choice.text} />}
          >
            {choice.interleavings === null || form.interleavings === null ? null : (
              <Share count={choice.interleavings} of={form.interleavings} />
            )}
            {choice.trace === null ? null : <How choice={choice} trace={choice.trace} lines={props.lines} />}
          </MarkedChoice>
        );
      })}
    </ul>
  );
}

function Share({ count, of }: { readonly count: string; readonly of: string }) {
  return (
    <p className="share">
      <span className="share-bar" aria-hidden="true">
        <i style={{ width: `${sharePercent(count, of)}%` }} />
      </span>
      <span className="small ink2">{SOLUTION.share(count, of)}</span>
    </p>
  );
}

function How(props: {
  readonly choice: OutcomeChoice;
  readonly trace: NonNullable<OutcomeChoice['trace']>;
  readonly lines: ProgramLines;
}) {
  const { choice, trace, lines } = props;
  const [open, setOpen] = useState(false);
  return (
    <details
      className="how"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        lines.show(null);
      }}
    >
      <summary>
        <Icon name="chevron" small />
        {SOLUTION.how}
        <span className="sr">: {choice.text}</span>
      </summary>
      {open ? (
        <Suspense fallback={<Skeleton lines={5} className="how-loading" />}>
          <OutcomeTrace trace={trace} label={SOLUTION.schedule(choice.text)} lines={lines} />
        </Suspense>
      ) : null}
    </details>
  );
}
