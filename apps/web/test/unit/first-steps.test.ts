import { SubmissionId } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { advance, openStep, stageOf } from '../../src/features/workspace/first-visit/first-steps.ts';
import { announcement } from '../../src/features/workspace/result/announcement.ts';
import type { Followed, FollowState } from '../../src/features/workspace/result/follower.ts';
import { applyEvents, emptyPanel } from '../../src/features/workspace/result/panel-state.ts';
import { BEGUN, keepFirstVisit, readFirstVisit } from '../../src/shared/first-visit.ts';
import { STREAMS, type StreamName } from '../streams.ts';
import { memoryStore } from './fakes.ts';

const NOTHING: FollowState = { kind: 'nothing' };

/** A workspace that shows a submission with that stream, or the first events of it. */
function shown(stream: StreamName, mode: Followed['mode'] = 'full', events = STREAMS[stream].length): FollowState {
  const numbered = STREAMS[stream]
    .slice(0, events)
    .map((event, index) => ({ seq: index + 1, at: '2026-01-01T00:00:00Z', event }));
  return {
    kind: 'shown',
    submission: {
      id: SubmissionId.parse('00000000-0000-4000-8000-000000000001'),
      mode,
      call: mode === 'own' ? 'count(3, 2)' : null,
      number: 1,
      source: '',
      createdAt: '2026-01-01T00:00:00Z',
      cancelled: false,
      lost: false,
      judgingMs: null,
      panel: applyEvents(emptyPanel(mode), numbered),
    },
  };
}

describe('the steps of a first visit', () => {
  it('are checked one by one: submitted, the schedule stepped through, accepted', () => {
    expect(openStep(BEGUN)).toBe('submitted');
    const submitted = advance(BEGUN, shown('race', 'full', 5), false);
    expect(openStep(submitted)).toBe('read');
    const failed = advance(submitted, shown('race'), false);
    expect(openStep(failed)).toBe('read');
    const read = advance(failed, shown('race'), true);
    expect(openStep(read)).toBe('repaired');
    const repaired = advance(read, shown('accepted'), true);
    expect(openStep(repaired)).toBeNull();
  });

  it('stay checked when something else is shown', () => {
    const read = advance(BEGUN, shown('race'), true);
    expect(advance(read, NOTHING, false)).toBe(read);
    expect(advance(read, shown('samples', 'samples'), false)).toBe(read);
  });

  it('are not checked by runs of samples or of a call of one’s own, nor by a look before the verdict', () => {
    expect(advance(BEGUN, shown('samples', 'samples'), true)).toBe(BEGUN);
    expect(advance(BEGUN, shown('own', 'own'), true)).toBe(BEGUN);
    expect(advance(BEGUN, shown('race', 'full', 8), true).read).toBe(false);
  });

  it('are all checked when the first submission is accepted', () => {
    expect(openStep(advance(BEGUN, shown('accepted'), false))).toBeNull();
  });

  it.each([
    ['race', 'race'],
    ['deadlock', 'deadlock'],
    ['wrong', 'failed'],
    ['uncompiled', 'failed'],
    ['judge-error', 'ours'],
    ['exploring', 'judging'],
    ['accepted', 'accepted'],
  ] as const)('say of the stream "%s" what belongs to "%s"', (stream, stage) => {
    expect(stageOf(BEGUN, shown(stream))).toBe(stage);
  });

  it('say what comes next while no judged submission is shown', () => {
    expect(stageOf(BEGUN, NOTHING)).toBe('begin');
    expect(stageOf({ ...BEGUN, submitted: true }, shown('samples', 'samples'))).toBe('repair');
  });

  it('are kept in the browser', () => {
    const store = memoryStore();
    expect(readFirstVisit(store)).toBeNull();
    const visit = { ...BEGUN, submitted: true };
    keepFirstVisit(store, visit);
    expect(readFirstVisit(store)).toEqual(visit);
    store.set('lockstep:first-visit', 'nonsense');
    expect(readFirstVisit(store)).toBeNull();
  });
});

describe('what a screen reader hears at the end', () => {
  it('never calls a run with one’s own arguments accepted', () => {
    expect(announcement(shown('own', 'own'))).toMatch(/^Ran\. count\(3, 2\) returned 6\./);
    expect(announcement(shown('accepted'))).toMatch(/^Accepted\. /);
  });
});
