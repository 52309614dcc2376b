/** Keys and options of everything that the query cache holds. */
import type { Draft } from '@lockstep/protocol';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Api } from './api.ts';

export const queryKeys = {
  session: ['session'],
  exercises: ['exercises'],
  exercise: (slug: string) => ['exercise', slug],
  draft: (slug: string) => ['draft', slug],
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

/** Whoever keeps the draft tries again by itself. */
function draftQuery(api: Api, slug: string) {
  return queryOptions({ queryKey: queryKeys.draft(slug), queryFn: () => api.draft(slug), retry: false });
}

/** Asks for what the workspace of an exercise begins with, while its code is still on the way. */
export function beginExercise(queries: QueryClient, api: Api, slug: string): void {
  void queries.prefetchQuery(exerciseQuery(api, slug));
  void queries.prefetchQuery(draftQuery(api, slug));
}

/** The draft as the server has it: what `beginExercise` asked for, once; from then on a new answer each time. */
export async function takeDraft(queries: QueryClient, api: Api, slug: string): Promise<Draft> {
  const draft = await queries.fetchQuery(draftQuery(api, slug));
  queries.removeQueries({ queryKey: queryKeys.draft(slug) });
  return draft;
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
