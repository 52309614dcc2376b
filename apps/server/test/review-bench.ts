/** Reviewers and what they write, for tests. */
import { type Finding, NoteList, type Report, SittingAssessments, SittingReport } from '@lockstep/protocol';
import { expect } from 'vitest';
import type { Browser } from './support.ts';

/** A finding with two steps of two processes, which ends in a deadlock. */
export const FINDING: Finding = {
  verdict: 'deadlock',
  call: 'count(2, 2)',
  pattern: 'lock-order',
  sentence: 'Each holds what the other waits for.',
  expected: '4',
  got: null,
  unordered: [],
  failing: {
    schedule: '1;0*2,0.1',
    processes: [
      { path: '0', name: 'MainProcess' },
      { path: '0.1', name: 'Process-1' },
    ],
    steps: ['0', '0.1'].map((process) => ({
      actor: { process, feeder: false },
      kind: 'acquire',
      object: 'lock',
      objectName: '0#1',
      text: 'acquires lock',
      before: null,
      after: null,
      result: null,
      line: 3,
      preemption: false,
      held: [],
      message: null,
    })),
    preemptions: 1,
    waiting: [{ process: '0.1', text: 'waits for lock b', object: 'b', line: 3, heldBy: ['0'] }],
    outcome: 'never ends',
  },
  passing: null,
};

/** What a report on a submission with that finding says. */
export const DEADLOCK: Partial<Report> = {
  verdict: 'deadlock',
  code: 'DL',
  sentence: 'count(2, 2): some wait for ever.',
  flags: ['leak'],
  findings: [FINDING],
  scopes: ['684', '8339'].map((interleavings, index) => ({
    name: `0${index}`,
    call: 'count(2, 2)',
    verdict: 'deadlock',
    code: 'DL',
    flags: [],
    message: 'Some wait for ever.',
    coverage: { kind: 'exhaustive', interleavings, states: 158, merged: false, loops: false, reduced: false },
    states: 158,
    histories: 15,
    outcomes: [],
    wallMs: 40,
  })),
};

export const CRITERION = { id: 'sees', title: 'Sees the hazard', hint: '', weight: 3, levels: ['no', 'partly', 'yes'] };
export const RUBRIC = [
  CRITERION,
  { ...CRITERION, id: 'ends', title: 'Ends cleanly', weight: 1, levels: ['no', 'yes'] },
];

/** A reviewer of one sitting. */
export function reviewer(browser: Browser, sitting: string) {
  const at = `/api/sittings/${sitting}`;
  const put = (url: string, payload: Record<string, unknown>) => browser.request({ method: 'PUT', url, payload });
  const read = async (url: string): Promise<unknown> => {
    const answer = await browser.request({ url });
    expect(answer.statusCode).toBe(200);
    return answer.json();
  };
  return {
    browser,
    assess: (changes: Record<string, unknown>) =>
      put(`${at}/assessment`, { follows: 0, scores: {}, decision: null, summary: '', ...changes }),
    decide: (follows: number, decision: string, reason = '') => put(`${at}/outcome`, { follows, decision, reason }),
    write: (payload: Record<string, unknown>) => browser.request({ method: 'POST', url: `${at}/notes`, payload }),
    rewrite: (note: string, text: string, follows: number) => put(`/api/notes/${note}`, { text, follows }),
    erase: (note: string, follows: number) =>
      browser.request({ method: 'DELETE', url: `/api/notes/${note}?follows=${follows}` }),
    notes: async () => NoteList.parse(await read(`${at}/notes`)).items,
    assessments: async () => SittingAssessments.parse(await read(`${at}/assessments`)),
    report: async () => SittingReport.parse(await read(`${at}/report`)),
    read,
  };
}
