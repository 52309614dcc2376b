/** Keys and options of everything that the query cache holds. */
import type { Draft } from '@lockstep/protocol';
import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Api } from './api.ts';
import type { PageSitting } from './http.ts';

export const queryKeys = {
  session: ['session'],
  exercises: ['exercises'],
  exercise: (slug: string) => ['exercise', slug],
  draft: (slug: string, sitting: PageSitting) => ['draft', slug, sitting],
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
function draftQuery(slug: string, sitting: PageSitting, queryFn: () => Promise<Draft>) {
  return queryOptions({ queryKey: queryKeys.draft(slug, sitting), queryFn, retry: false });
}

/**
 * Asks for what the workspace of an exercise begins with, while its code is still on the way. As the document's `Link`
 * header asks for it: without a header of its own, so that one answer does for both.
 */
export function beginExercise(queries: QueryClient, api: Api, slug: string, sitting: PageSitting): void {
  void queries.prefetchQuery(exerciseQuery(api, slug));
  void queries.prefetchQuery(draftQuery(slug, sitting, () => api.draft(slug)));
}

/** The draft as the server has it: what `beginExercise` asked for, once; from then on a new answer each time. */
export async function takeDraft(queries: QueryClient, api: Api, slug: string, sitting: PageSitting): Promise<Draft> {
  const draft = await queries.fetchQuery(draftQuery(slug, sitting, () => api.draft(slug, sitting)));
  queries.removeQueries({ queryKey: queryKeys.draft(slug, sitting) });
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
