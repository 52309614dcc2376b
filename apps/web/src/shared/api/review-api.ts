/** Review over HTTP: submissions of candidates, attempts, notes, assessments, outcome, rubric, report. Addresses, schemas, cache keys. */
import {
  Assessment,
  type AssessmentRequest,
  Note,
  type NoteChange,
  NoteList,
  type NoteRequest,
  Outcome,
  type OutcomeRequest,
  type RubricRequest,
  RubricView,
  SimilarSubmissions,
  SittingAssessments,
  SittingAttempts,
  SittingOutcome,
  SittingReport,
  SubmissionCount,
  SubmissionFacets,
  SubmissionRowPage,
} from '@lockstep/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Api } from './api.ts';
import { ApiError, type Parser } from './http.ts';

export const reviewKeys = {
  all: ['review'],
  rows: (filter: string) => ['review', 'rows', filter],
  sittingRows: (sitting: string) => ['review', 'sitting-rows', sitting],
  count: (filter: string) => ['review', 'count', filter],
  facets: ['review', 'facets'],
  attempts: (sitting: string, slug: string) => ['review', 'attempts', sitting, slug],
  similar: (submission: string) => ['review', 'similar', submission],
  notes: (sitting: string) => ['review', 'notes', sitting],
  assessments: (sitting: string) => ['review', 'assessments', sitting],
  outcome: (sitting: string) => ['review', 'outcome', sitting],
  rubric: (interview: string) => ['review', 'rubric', interview],
  report: (sitting: string) => ['review', 'report', sitting],
} as const;

/** How often what other reviewers write is asked for, while the page is visible. */
export const RENEW_MS = 10_000;

const PAGE = 50;

/** For answers that say nothing. */
const NOTHING: Parser<null> = { parse: () => null };

const ofSitting = (id: string, part: string): string => `/api/sittings/${encodeURIComponent(id)}/${part}`;

function withFilter(path: string, filter: string, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(filter);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** `filter`: as the API has it in a query. */
export function submissionRowsQuery(api: Api, filter: string) {
  return infiniteQueryOptions({
    queryKey: reviewKeys.rows(filter),
    queryFn: ({ pageParam, signal }) => {
      const more = { limit: String(PAGE), ...(pageParam === null ? {} : { cursor: pageParam }) };
      return api.read(withFilter('/api/review/submissions', filter, more), SubmissionRowPage, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

/** The last hundred submissions of a sitting, newest first: what they are called. */
export function sittingRowsQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: reviewKeys.sittingRows(sitting),
    queryFn: async ({ signal }) =>
      (
        await api.read(
          `/api/review/submissions?${new URLSearchParams({ sitting, limit: '100' })}`,
          SubmissionRowPage,
          signal,
        )
      ).items,
  });
}

export function submissionCountQuery(api: Api, filter: string) {
  return queryOptions({
    queryKey: reviewKeys.count(filter),
    queryFn: async ({ signal }) =>
      (await api.read(withFilter('/api/review/submissions/count', filter), SubmissionCount, signal)).count,
  });
}

/** The address of a table of all rows that pass, for spreadsheets. */
export function submissionsCsv(filter: string): string {
  return withFilter('/api/review/submissions.csv', filter);
}

export function facetsQuery(api: Api) {
  return queryOptions({
    queryKey: reviewKeys.facets,
    queryFn: ({ signal }) => api.read('/api/review/facets', SubmissionFacets, signal),
    staleTime: 60_000,
  });
}

export function attemptsQuery(api: Api, sitting: string, slug: string) {
  return queryOptions({
    queryKey: reviewKeys.attempts(sitting, slug),
    queryFn: ({ signal }) =>
      api.read(ofSitting(sitting, `attempts/${encodeURIComponent(slug)}`), SittingAttempts, signal),
  });
}

export function similarQuery(api: Api, submission: string) {
  return queryOptions({
    queryKey: reviewKeys.similar(submission),
    queryFn: ({ signal }) =>
      api.read(`/api/submissions/${encodeURIComponent(submission)}/similar`, SimilarSubmissions, signal),
  });
}

export function notesQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: reviewKeys.notes(sitting),
    queryFn: async ({ signal }) => (await api.read(ofSitting(sitting, 'notes'), NoteList, signal)).items,
  });
}

export function addNote(api: Api, sitting: string, body: NoteRequest): Promise<Note> {
  return api.send('POST', ofSitting(sitting, 'notes'), Note, body);
}

/** Rejects with status 409 when it was changed meanwhile; see `conflictOf`. */
export function changeNote(api: Api, id: string, body: NoteChange): Promise<Note> {
  return api.send('PUT', `/api/notes/${encodeURIComponent(id)}`, Note, body);
}

/** Rejects with status 409 when it was changed meanwhile. */
export function removeNote(api: Api, id: string, follows: number): Promise<null> {
  return api.send('DELETE', `/api/notes/${encodeURIComponent(id)}?follows=${follows}`, NOTHING);
}

export function assessmentsQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: reviewKeys.assessments(sitting),
    queryFn: ({ signal }) => api.read(ofSitting(sitting, 'assessments'), SittingAssessments, signal),
  });
}

/** Rejects with status 409 when the same reviewer wrote meanwhile, in another tab; see `conflictOf`. */
export function saveAssessment(api: Api, sitting: string, body: AssessmentRequest): Promise<Assessment> {
  return api.send('PUT', ofSitting(sitting, 'assessment'), Assessment, body);
}

export function outcomeQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: reviewKeys.outcome(sitting),
    queryFn: ({ signal }) => api.read(ofSitting(sitting, 'outcome'), SittingOutcome, signal),
  });
}

/** Rejects with status 409 when somebody decided meanwhile; see `conflictOf`. */
export function saveOutcome(api: Api, sitting: string, body: OutcomeRequest): Promise<Outcome> {
  return api.send('PUT', ofSitting(sitting, 'outcome'), Outcome, body);
}

export function rubricQuery(api: Api, interview: string) {
  return queryOptions({
    queryKey: reviewKeys.rubric(interview),
    queryFn: ({ signal }) => api.read(`/api/interviews/${encodeURIComponent(interview)}/rubric`, RubricView, signal),
  });
}

/** Rejects with status 409 when somebody changed it meanwhile, or scores would lose their meaning; see `conflictOf`. */
export function saveRubric(api: Api, interview: string, body: RubricRequest): Promise<RubricView> {
  return api.send('PUT', `/api/interviews/${encodeURIComponent(interview)}/rubric`, RubricView, body);
}

export function reportQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: reviewKeys.report(sitting),
    queryFn: ({ signal }) => api.read(reportAddress(sitting), SittingReport, signal),
  });
}

/** Of the report as JSON. */
export function reportAddress(sitting: string): string {
  return ofSitting(sitting, 'report');
}

/** What stands there now, when an error says that somebody else was first; null for any other error. */
export function conflictOf<Conflict>(
  error: unknown,
  schema: { safeParse(sent: unknown): { readonly data?: Conflict | undefined } },
): Conflict | null {
  return error instanceof ApiError && error.status === 409 ? (schema.safeParse(error.sent).data ?? null) : null;
}
