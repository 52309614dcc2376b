/** Interviews, for tests: made by an interviewer, sat by candidates. */
import { InterviewView, MadeSitting, Problem, SittingView } from '@lockstep/protocol';
import { expect } from 'vitest';
import { tokenOf } from './accounts.ts';
import { Browser, type TestServer } from './support.ts';

export const SETTINGS = {
  title: 'Backend, first round',
  items: [
    { kind: 'exercise', slug: 'locked-counter' },
    { kind: 'question', slug: 'who-unlinks' },
  ],
  minutes: 60,
  opensAt: null,
  closesAt: null,
  submissions: null,
  feedback: 'findings',
  instructions: 'Take your time.',
  rubric: [],
};

/** `at`: the server of the test that runs, and an interviewer who is signed in there. */
export function interviewBench(at: () => { readonly server: TestServer; readonly interviewer: Browser }) {
  async function interview(changes: Record<string, unknown> = {}): Promise<InterviewView> {
    const made = await at().interviewer.request({
      method: 'POST',
      url: '/api/interviews',
      payload: { ...SETTINGS, ...changes },
    });
    expect(made.statusCode).toBe(201);
    return InterviewView.parse(made.json());
  }

  async function invited(id: string, candidate = 'Ada'): Promise<MadeSitting> {
    const made = await at().interviewer.request({
      method: 'POST',
      url: `/api/interviews/${id}/sittings`,
      payload: { candidate },
    });
    expect(made.statusCode).toBe(201);
    return MadeSitting.parse(made.json());
  }

  async function opened({ link }: MadeSitting, browser = new Browser(at().server.app)): Promise<Browser> {
    const payload = { token: tokenOf(link) };
    const answer = await browser.request({ method: 'POST', url: '/api/sitting/open', payload });
    expect(answer.statusCode).toBe(200);
    return browser;
  }

  /** A candidate whose clock goes. */
  async function sitting(changes: Record<string, unknown> = {}) {
    const { id } = await interview(changes);
    const made = await invited(id);
    const browser = await opened(made);
    expect((await browser.request({ method: 'POST', url: '/api/sitting/start' })).statusCode).toBe(200);
    return { id, made, browser };
  }

  async function viewOf(browser: Browser): Promise<SittingView> {
    return SittingView.parse((await browser.request({ url: '/api/sitting' })).json());
  }

  async function rowOf(id: string) {
    return InterviewView.parse((await at().interviewer.request({ url: `/api/interviews/${id}` })).json()).sittings[0];
  }

  return { interview, invited, opened, sitting, viewOf, rowOf };
}

export function draft(browser: Browser, source: string, follows: number, slug = 'locked-counter') {
  return browser.request({ method: 'PUT', url: `/api/exercises/${slug}/draft`, payload: { source, follows } });
}

/** What a refusal says, which has that status. */
export function refusal(response: { statusCode: number; body: string }, status: number): string {
  expect(response.statusCode).toBe(status);
  return Problem.parse(JSON.parse(response.body)).detail;
}
