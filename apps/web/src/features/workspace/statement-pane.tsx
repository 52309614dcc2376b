/** What is asked, and what helps: questions, hints and the editorial. */
import type { ExerciseView } from '@lockstep/protocol';
import { memo } from 'react';
import { StatementText } from '../../shared/statement/statement-text.tsx';
import { ExerciseQuestions } from './exercise-questions.tsx';
import { Help } from './help.tsx';

/** Does not change while one types. */
export const Statement = memo(function Statement({ exercise }: { readonly exercise: ExerciseView }) {
  return (
    <StatementText exercise={exercise}>
      <ExerciseQuestions slug={exercise.slug} />
      <Help exercise={exercise} />
    </StatementText>
  );
});
