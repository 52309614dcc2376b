/** The HTTP API as functions. Knows addresses and schemas, nothing of caching or of React. */
import {
  type AnswerRequest,
  AnswerResult,
  Draft,
  type DraftRequest,
  EditorialView,
  ExerciseList,
  ExerciseView,
  QuestionView,
  type SubmissionId,
  type SubmissionMode,
  SubmissionPage,
  type SubmissionRequest,
  SubmissionSummary,
  SubmissionView,
} from '@lockstep/protocol';
import { type Fetch, type PageSitting, type Parser, requestJson } from './http.ts';

export interface SubmissionFilter {
  readonly slug?: string;
  readonly mode?: SubmissionMode;
  readonly cursor?: string;
  readonly limit?: number;
}

export type SendMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Api {
  exercises(signal?: AbortSignal): Promise<ExerciseList>;
  exercise(slug: string, signal?: AbortSignal): Promise<ExerciseView>;
  /** Rejects with an ApiError of status 403 before an accepted submission. */
  editorial(slug: string): Promise<EditorialView>;
  question(slug: string, signal?: AbortSignal): Promise<QuestionView>;
  /**
   * Rejects with an ApiError of status 409 when the question was changed since it was read; and, as all that say which
   * sitting their page belongs to, when the browser is another one's by now (`otherSitting`).
   */
  answer(slug: string, request: AnswerRequest, sitting: PageSitting): Promise<AnswerResult>;
  draft(slug: string, sitting?: PageSitting): Promise<Draft>;
  /** Rejects with an ApiError of status 409 when `follows` is not the stored version. */
  saveDraft(slug: string, request: DraftRequest, sitting: PageSitting, keepalive?: boolean): Promise<Draft>;
  submit(request: SubmissionRequest, sitting: PageSitting): Promise<SubmissionSummary>;
  /** Rejects with status 409 when it is judged already. */
  cancel(id: SubmissionId): Promise<SubmissionSummary>;
  submissions(filter: SubmissionFilter, signal?: AbortSignal): Promise<SubmissionPage>;
  submission(id: string, signal?: AbortSignal): Promise<SubmissionView>;
  /** Anything else. The parser comes along, so that a schema that one page needs is loaded with that page. */
  read<Value>(path: string, parser: Parser<Value>, signal?: AbortSignal): Promise<Value>;
  /** Any other change. An empty answer is parsed as null. */
  send<Value>(
    method: SendMethod,
    path: string,
    parser: Parser<Value>,
    body?: unknown,
    keepalive?: boolean,
  ): Promise<Value>;
}

export function createApi(fetch: Fetch): Api {
  const draftPath = (slug: string) => `/api/exercises/${encodeURIComponent(slug)}/draft`;
  return {
    exercises: (signal) => requestJson(fetch, '/api/exercises', ExerciseList, withSignal(signal)),
    exercise: (slug, signal) =>
      requestJson(fetch, `/api/exercises/${encodeURIComponent(slug)}`, ExerciseView, withSignal(signal)),
    editorial: (slug) => requestJson(fetch, `/api/exercises/${encodeURIComponent(slug)}/editorial`, EditorialView),
    question: (slug, signal) =>
      requestJson(fetch, `/api/questions/${encodeURIComponent(slug)}`, QuestionView, withSignal(signal)),
    answer: (slug, body, sitting) =>
      requestJson(fetch, `/api/questions/${encodeURIComponent(slug)}/answers`, AnswerResult, {
        method: 'POST',
        body,
        sitting,
      }),
    draft: (slug, sitting) => requestJson(fetch, draftPath(slug), Draft, { sitting }),
    saveDraft: (slug, body, sitting, keepalive = false) =>
      requestJson(fetch, draftPath(slug), Draft, { method: 'PUT', body, sitting, keepalive }),
    cancel: (id) =>
      requestJson(fetch, `/api/submissions/${encodeURIComponent(id)}/cancel`, SubmissionSummary, {
        method: 'POST',
        body: {},
      }),
    submit: (body, sitting) =>
      requestJson(fetch, '/api/submissions', SubmissionSummary, { method: 'POST', body, sitting }),
    submissions: (filter, signal) => {
      const query = new URLSearchParams();
      for (const [key, value] of Object.entries(filter)) if (value !== undefined) query.set(key, String(value));
      return requestJson(fetch, `/api/submissions?${query}`, SubmissionPage, withSignal(signal));
    },
    submission: (id, signal) =>
      requestJson(fetch, `/api/submissions/${encodeURIComponent(id)}`, SubmissionView, withSignal(signal)),
    read: (path, parser, signal) => requestJson(fetch, path, parser, withSignal(signal)),
    send: (method, path, parser, body, keepalive = false) =>
      requestJson(fetch, path, parser, { method, body, keepalive }),
  };
}

function withSignal(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}
