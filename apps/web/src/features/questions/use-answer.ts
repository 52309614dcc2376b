/** Sends an answer. What comes back goes into the cache, so that the page shows it also when it is opened again. */
import type { Answer, AnswerResult, QuestionView } from '@lockstep/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { queryKeys, questionQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { pageSitting } from '../../shared/sitting/sitting-sign.ts';

export function useAnswer(question: QuestionView, onAnswered: () => void) {
  const { api, store } = useServices();
  const [sitting] = useState(() => pageSitting(store));
  const queries = useQueryClient();
  const { slug, digest } = question;
  const { queryKey } = questionQuery(api, slug);
  return useMutation<AnswerResult, Error, Answer>({
    mutationFn: (answer) => api.answer(slug, { digest, answer }, sitting),
    // Being offline must show, not wait.
    networkMode: 'always',
    onSuccess: async (result) => {
      // An older answer on its way must not cover this one up.
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, (before) => (before?.digest === digest ? { ...before, ...result } : before));
      void queries.invalidateQueries({ queryKey: queryKeys.exercises });
      onAnswered();
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.status === 409 && !error.otherSitting)
        await queries.refetchQueries({ queryKey });
    },
  });
}
