/** Keys and options of everything that the query cache holds. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Api } from './api.ts';

export const queryKeys = {
  session: ['session'],
  exercises: ['exercises'],
  exercise: (slug: string) => ['exercise', slug],
  question: (slug: string) => ['question', slug],
  submissions: ['submissions'],
  history: (slug: string) => ['submissions', 'history', slug],
  submission: (id: string) => ['submission', id],
} as const;

export function exercisesQuery(api: Api) {
  return queryOptions({ queryKey: queryKeys.exercises, queryFn: ({ signal }) => api.exercises(signal) });
}

export function exerciseQuery(api: Api, slug: string) {
  return queryOptions({ queryKey: queryKeys.exercise(slug), queryFn: ({ signal }) => api.exercise(slug, signal) });
}

export function questionQuery(api: Api, slug: string) {
  return queryOptions({ queryKey: queryKeys.question(slug), queryFn: ({ signal }) => api.question(slug, signal) });
}

/** The visitor's last full submission over all exercises. */
export function lastSubmissionQuery(api: Api) {
  return queryOptions({
    queryKey: [...queryKeys.submissions, 'last'],
    queryFn: async ({ signal }) => (await api.submissions({ mode: 'full', limit: 1 }, signal)).items[0] ?? null,
  });
}

/** Full submissions, newest first: of one exercise, or of all when `slug` is null. */
export function submissionsQuery(api: Api, slug: string | null) {
  return infiniteQueryOptions({
    queryKey: slug === null ? [...queryKeys.submissions, 'all'] : queryKeys.history(slug),
    queryFn: ({ pageParam, signal }) =>
      api.submissions(
        {
          mode: 'full',
          limit: 20,
          ...(slug === null ? {} : { slug }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
