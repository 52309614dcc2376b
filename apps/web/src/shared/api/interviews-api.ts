/** Interviews over HTTP: what interviewers do, and a candidate's way through a sitting. Addresses, schemas, cache keys. */
import {
  InterviewPage,
  type InterviewSettings,
  type InterviewTemplate,
  InterviewView,
  MadeSitting,
  SittingView,
  SittingWork,
  TemplateList,
  InterviewTemplate as TemplateView,
} from '@lockstep/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { clockOffsetMs } from '../clock/countdown.ts';
import type { Api } from './api.ts';
import { ApiError, type Parser } from './http.ts';

export const interviewKeys = {
  list: ['interviews'],
  one: (id: string) => ['interviews', 'one', id],
  work: (sitting: string) => ['interviews', 'work', sitting],
  templates: ['interview-templates'],
  sitting: ['sitting'],
} as const;

/** An answer, and how far the server's clock is ahead of this browser's. */
export type Timed<View> = View & { readonly offsetMs: number };

/** For answers that say nothing. */
const NOTHING: Parser<null> = { parse: () => null };

function timed<View extends { readonly now: string }>(view: View): Timed<View> {
  return { ...view, offsetMs: clockOffsetMs(view.now, Date.now()) };
}

const at = (kind: 'interviews' | 'sittings', id: string, part = ''): string =>
  `/api/${kind}/${encodeURIComponent(id)}${part}`;

export function interviewsQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: interviewKeys.list,
    queryFn: ({ pageParam, signal }) => {
      const query = pageParam === null ? '' : `?${new URLSearchParams({ cursor: pageParam })}`;
      return api.read(`/api/interviews${query}`, InterviewPage, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export type TimedInterview = Timed<InterviewView>;

export function interviewQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: interviewKeys.one(id),
    queryFn: async ({ signal }): Promise<TimedInterview> =>
      timed(await api.read(at('interviews', id), InterviewView, signal)),
  });
}

export function workQuery(api: Api, sitting: string) {
  return queryOptions({
    queryKey: interviewKeys.work(sitting),
    queryFn: ({ signal }) => api.read(at('sittings', sitting, '/work'), SittingWork, signal),
  });
}

export function templatesQuery(api: Api) {
  return queryOptions({
    queryKey: interviewKeys.templates,
    queryFn: async ({ signal }) => (await api.read('/api/interview-templates', TemplateList, signal)).items,
  });
}

/** `id` null: makes one. Rejects with status 409 once a candidate has begun. */
export async function saveInterview(api: Api, id: string | null, body: InterviewSettings): Promise<TimedInterview> {
  return timed(
    id === null
      ? await api.send('POST', '/api/interviews', InterviewView, body)
      : await api.send('PUT', at('interviews', id), InterviewView, body),
  );
}

export function archiveInterview(api: Api, id: string): Promise<null> {
  return api.send('DELETE', at('interviews', id), NOTHING);
}

export function addCandidate(api: Api, interview: string, candidate: string): Promise<MadeSitting> {
  return api.send('POST', at('interviews', interview, '/sittings'), MadeSitting, { candidate });
}

export function renewLink(api: Api, sitting: string): Promise<MadeSitting> {
  return api.send('POST', at('sittings', sitting, '/link'), MadeSitting, {});
}

export function giveTime(api: Api, sitting: string, minutes: number): Promise<null> {
  return api.send('POST', at('sittings', sitting, '/extra-time'), NOTHING, { minutes });
}

export function endSitting(api: Api, sitting: string): Promise<null> {
  return api.send('DELETE', at('sittings', sitting), NOTHING);
}

/** In place of the template of that name, if there is one. */
export function saveTemplate(api: Api, name: string, settings: InterviewSettings): Promise<InterviewTemplate> {
  return api.send('PUT', '/api/interview-templates', TemplateView, { name, settings });
}

/** One that is gone already is deleted, too. */
export async function deleteTemplate(api: Api, id: string): Promise<void> {
  try {
    await api.send('DELETE', `/api/interview-templates/${encodeURIComponent(id)}`, NOTHING);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** For admins. Rejects with status 409 while the candidate sits the interview, and while something is being judged. */
export function eraseSitting(api: Api, sitting: string): Promise<null> {
  return api.send('POST', `/api/admin/sittings/${encodeURIComponent(sitting)}/erase`, NOTHING, {});
}

export type TimedSitting = Timed<SittingView>;

/** Rejects with status 404 where this browser sits no interview. */
export function sittingQuery(api: Api) {
  return queryOptions({
    queryKey: interviewKeys.sitting,
    queryFn: async ({ signal }): Promise<TimedSitting> => timed(await api.read('/api/sitting', SittingView, signal)),
    staleTime: 0,
  });
}

/** From now on this browser sits the interview of that link. */
export async function openSitting(api: Api, token: string): Promise<TimedSitting> {
  return timed(await api.send('POST', '/api/sitting/open', SittingView, { token }));
}

export async function startSitting(api: Api): Promise<TimedSitting> {
  return timed(await api.send('POST', '/api/sitting/start', SittingView, {}));
}

export async function finishSitting(api: Api): Promise<TimedSitting> {
  return timed(await api.send('POST', '/api/sitting/finish', SittingView, {}));
}

export function leaveSitting(api: Api): Promise<null> {
  return api.send('DELETE', '/api/sitting', NOTHING);
}
