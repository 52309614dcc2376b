/** After an answer of which nothing is told, as some interviews have it: that it is kept, and what it was. */
import type { AskedForm, GivenAnswer } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { formatMoment, formatTime } from '../../shared/format.ts';
import { Prose } from '../../shared/text/prose.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { givenTexts } from './answer-model.ts';
import { KEPT, SOLUTION } from './messages.ts';
import { OutcomeText } from './outcome-text.tsx';

export function KeptAnswer(props: {
  readonly form: AskedForm;
  readonly answered: GivenAnswer;
  /** The reader has just answered, so the focus goes to the result. */
  readonly focused: boolean;
}) {
  const { form, answered, focused } = props;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focused) head.current?.focus();
  }, [focused]);
  const texts = givenTexts(form, answered.answer);
  const List = form.kind === 'order' ? 'ol' : 'ul';
  return (
    <section className="solution" aria-label={SOLUTION.label}>
      <header className="solution-head solution-kept">
        <Icon name="check" />
        <h2 ref={head} tabIndex={-1}>
          {KEPT.title}
        </h2>
        <time className="small ink2" dateTime={answered.answeredAt} title={formatMoment(answered.answeredAt)}>
          {formatTime(answered.answeredAt)}
        </time>
      </header>
      <p className="ink2">{KEPT.text}</p>
      <div className="prose kept-answer">
        <h3>{KEPT.yours}</h3>
        <List>
          {texts.map((text) => (
            <li key={text}>{form.kind === 'outcomes' ? <OutcomeText text={text} /> : <Prose inline text={text} />}</li>
          ))}
        </List>
      </div>
      <div className="solution-ways">
        <Link to="/interview" className="button primary">
          {KEPT.toInterview}
        </Link>
      </div>
    </section>
  );
}
