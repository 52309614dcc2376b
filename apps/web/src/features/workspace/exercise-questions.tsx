/** The questions that belong to this exercise. Shows nothing while they load and when they could not be loaded. */
import { useQuery } from '@tanstack/react-query';
import { exercisesQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { questionsOf } from '../../shared/path/path-model.ts';
import { StepLink, StepStateMark } from '../../shared/path/step-state.tsx';
import { HELP } from './messages.ts';

export function ExerciseQuestions({ slug }: { readonly slug: string }) {
  const { api } = useServices();
  const list = useQuery(exercisesQuery(api)).data;
  const questions = list === undefined ? [] : questionsOf(list, slug);
  if (questions.length === 0) return null;
  return (
    <section aria-label={HELP.questions}>
      <h3>{HELP.questions}</h3>
      <ul className="statement-questions">
        {questions.map((step) => (
          <li key={step.item.slug}>
            <StepLink step={step} className="statement-question">
              {step.item.title}
            </StepLink>
            <StepStateMark step={step} />
          </li>
        ))}
      </ul>
    </section>
  );
}
