/** Sittings to be watched, on a server of the bench: one admin who watches, candidates whose clock goes. */
import {
  type InterviewId,
  type InterviewSettings,
  InterviewView,
  MadeSitting,
  type SittingId,
  type Slug,
} from '@lockstep/protocol';
import type { Store } from '@lockstep/store';
import type { Part } from '../../system.ts';

export interface WatchedSitting {
  readonly id: SittingId;
  readonly slug: Slug;
  /** The candidate's. */
  readonly cookie: string;
}

export interface Watching {
  /** The interviewer's. */
  readonly cookie: string;
  readonly interview: InterviewId;
  sitting(): Promise<WatchedSitting>;
}

const PASSWORD = 'four plain words here';

export async function watchSittings(
  server: Part,
  store: Store,
  slug: Slug,
  change: Partial<InterviewSettings> = {},
): Promise<Watching> {
  const link = await store.accountLinks.firstAdmin();
  const person = { email: 'root@example.org', name: 'Root', password: PASSWORD };
  const { cookie } = await post(server, '/api/account-links/use', { token: link?.token, ...person });
  const settings = {
    title: 'Live code',
    items: [{ kind: 'exercise', slug }],
    minutes: 120,
    opensAt: null,
    closesAt: null,
    submissions: null,
    feedback: 'findings',
    instructions: '',
    ...change,
  };
  const interview = InterviewView.parse((await post(server, '/api/interviews', settings, cookie)).body);
  return {
    cookie,
    interview: interview.id,
    sitting: async () => {
      const invited = await post(server, `/api/interviews/${interview.id}/sittings`, { candidate: 'Ada' }, cookie);
      const { sitting: id, link } = MadeSitting.parse(invited.body);
      const opened = await post(server, '/api/sitting/open', { token: new URL(link).hash.slice(1) });
      await post(server, '/api/sitting/start', {}, opened.cookie);
      return { id, slug, cookie: opened.cookie };
    },
  };
}

async function post(
  server: Part,
  path: string,
  body: unknown,
  cookie = '',
): Promise<{ body: unknown; cookie: string }> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return { body: await response.json(), cookie: response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie };
}
