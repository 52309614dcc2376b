/** The choices after the answer: yours, right or not, and why. */
import type { GivenAnswer, QuestionForm } from '@lockstep/protocol';
import type { ReactNode } from 'react';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { SOLUTION } from './messages.ts';
import { type ChoiceMark, choiceMarks, rightsOf } from './solution-model.ts';

export function ChoiceSolution(props: {
  readonly form: Extract<QuestionForm, { kind: 'single' | 'multiple' }>;
  readonly answered: GivenAnswer;
}) {
  const { form } = props;
  const marks = choiceMarks(rightsOf(form), props.answered.answer);
  return (
    <ul className="marked" aria-label={SOLUTION.choices}>
      {form.choices.map(({ text, why }, place) => {
        const mark = marks[place];
        if (mark === undefined) return null;
        return (
          <MarkedChoice
            key={text}
            mark={mark}
            single={form.kind === 'single'}
            words={form.kind === 'single' ? singleWords(mark) : markWords(mark, 'choice')}
            text={<Prose inline text={text} />}
          >
            <div className="marked-why prose">
              <Prose text={why} />
            </div>
          </MarkedChoice>
        );
      })}
    </ul>
  );
}

export interface MarkWords {
  readonly text: string;
  readonly icon: IconName;
  readonly tone: 'good' | 'bad' | 'calm';
}

/** What is so and what was said, of a choice among several. */
export function markWords({ chosen, right, agrees }: ChoiceMark, kind: keyof typeof SOLUTION.marks): MarkWords {
  const words = SOLUTION.marks[kind];
  const text = right ? (chosen ? words.rightChosen : words.rightLeft) : chosen ? words.wrongChosen : words.wrongLeft;
  return { text, icon: agrees ? 'check' : 'x', tone: agrees ? (chosen ? 'good' : 'calm') : 'bad' };
}

/** Where one is right the others need no mark of their own, but for the one that was chosen. */
function singleWords({ chosen, right }: ChoiceMark): MarkWords {
  if (right)
    return { text: chosen ? SOLUTION.marks.choice.rightChosen : SOLUTION.theRightOne, icon: 'check', tone: 'good' };
  if (chosen) return { text: SOLUTION.marks.choice.wrongChosen, icon: 'x', tone: 'bad' };
  return { text: SOLUTION.notRight, icon: 'skip', tone: 'calm' };
}

/** One choice with its mark; `children` stand below it. */
export function MarkedChoice(props: {
  readonly mark: ChoiceMark;
  readonly single: boolean;
  readonly words: MarkWords;
  readonly text: ReactNode;
  readonly children?: ReactNode;
}) {
  const { mark, words } = props;
  return (
    <li className={mark.chosen ? 'marked-choice marked-yours' : 'marked-choice'}>
      <div className="marked-head">
        <span
          className={props.single ? 'tick tick-round' : 'tick'}
          title={mark.chosen ? SOLUTION.yours : SOLUTION.notYours}
        >
          {mark.chosen ? <Icon name={props.single ? 'circle' : 'check'} small /> : null}
          <span className="sr">{mark.chosen ? SOLUTION.yours : SOLUTION.notYours}: </span>
        </span>
        <span className="choice-text prose">{props.text}</span>
        <span className={`mark-words ink-${words.tone}`}>
          <Icon name={words.icon} small />
          {words.text}
        </span>
      </div>
      {props.children}
    </li>
  );
}
