/** A question and its form, or its solution once it was answered. */
import type { QuestionView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { exercisesQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { pathTracks, placeOfQuestion } from '../../shared/path/path-model.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { scroller } from '../../shared/ui/scroller.ts';
import { useTitle } from '../../shared/ui/states.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Asked } from './asked.tsx';
import { KeptAnswer } from './kept-answer.tsx';
import { QUESTION } from './messages.ts';
import { useProgramLines } from './program-lines.ts';
import { SolutionView } from './solution-view.tsx';
import { useAnswer } from './use-answer.ts';

/** What the reader did last on this page: nothing yet, answered, or asked for the form once more. */
type Last = 'nothing' | 'answered' | 'again';

export function Question({ question }: { readonly question: QuestionView }) {
  const { digest, answered, solution } = question;
  useTitle(question.title);
  const { api } = useServices();
  const list = useQuery(exercisesQuery(api)).data;
  const place = list === undefined ? null : placeOfQuestion(pathTracks(list), question.slug);
  const [last, setLast] = useState<Last>('nothing');
  /** The revision that the reader knows of. */
  const [known, setKnown] = useState(digest);
  const { host, shown, lines } = useProgramLines(question.program);
  const answer = useAnswer(question, () => {
    setLast('answered');
    setKnown(digest);
  });
  const changed = known !== digest;
  // A refusal because of a change is explained by the change.
  const refused = answer.error instanceof ApiError && answer.error.status === 409 && changed;
  const solved = answered !== null && solution !== null && last !== 'again';
  const again = (): void => {
    answer.reset();
    lines.show(null);
    setLast('again');
  };

  return (
    <main className={question.program === null ? 'question question-alone' : 'question question-beside'} id="content">
      <div className="question-asked" ref={host} {...(question.program === null ? {} : scroller(QUESTION.asked))}>
        <Asked question={question} place={place} exercises={list?.items ?? []} shownLine={shown} />
      </div>
      <div className="question-answer">
        {changed ? (
          <div className="answer-notice" role="alert">
            <Icon name="restart" />
            <p>{QUESTION.changed}</p>
          </div>
        ) : null}
        {solved ? (
          <SolutionView
            key={answered.number}
            slug={question.slug}
            answered={answered}
            solution={solution}
            lines={lines}
            next={place?.next ?? null}
            focused={last === 'answered'}
            onAgain={again}
          />
        ) : answered !== null && solution === null ? (
          <KeptAnswer form={question.form} answered={answered} focused={last === 'answered'} />
        ) : (
          <AnswerForm
            key={digest}
            question={question}
            sending={answer.isPending}
            failure={refused ? null : answer.error}
            focused={last === 'again'}
            onAnswer={(given) => answer.mutate(given)}
          />
        )}
      </div>
    </main>
  );
}
