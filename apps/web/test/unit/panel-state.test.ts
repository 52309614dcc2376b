import type { NumberedEvent, SubmissionEvent } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import {
  applyEvent,
  applyEvents,
  emptyPanel,
  errorSpot,
  locateLine,
  type PanelState,
} from '../../src/features/workspace/result/panel-state.ts';
import { STREAMS, type StreamName } from '../streams.ts';

function numbered(events: readonly SubmissionEvent[]): NumberedEvent[] {
  return events.map((event, index) => ({ seq: index + 1, at: '2026-01-01T00:00:00Z', event }));
}

function after(name: StreamName): PanelState {
  return numbered(STREAMS[name]).reduce(applyEvent, emptyPanel('full'));
}

describe('the panel state', () => {
  it('begins in line, with the phases of its mode waiting', () => {
    expect(emptyPanel('samples').phases.map(({ phase, status }) => [phase, status])).toEqual([
      ['compile', 'waiting'],
      ['samples', 'waiting'],
    ]);
    expect(emptyPanel('full').phases).toHaveLength(4);
    expect(emptyPanel('full').stage).toEqual({ kind: 'queued', place: null });
  });

  it('fills phases and tests in the order of the events and ends with the result', () => {
    const state = after('wrong');
    expect(state.lastSeq).toBe(STREAMS.wrong.length);
    expect(state.phases.map(({ phase, status }) => [phase, status])).toEqual([
      ['compile', 'passed'],
      ['samples', 'passed'],
      ['full-scale', 'failed'],
      ['explore', 'waiting'],
    ]);
    expect(state.tests.map(({ phase, test }) => `${phase} ${test.name}`)).toEqual([
      'samples 1',
      'samples 2',
      'samples 3',
      'full-scale many',
      'full-scale none',
      'full-scale many-processes',
    ]);
    expect(state.stage.kind === 'finished' && state.stage.result.verdict).toBe('wrong-answer');
  });

  it('is not changed by an event that it has seen, whenever that comes again', () => {
    const events = numbered(STREAMS.accepted);
    const twice = events.flatMap((event, index) => [event, ...events.slice(0, index + 1)]);
    expect(twice.reduce(applyEvent, emptyPanel('full'))).toEqual(after('accepted'));
    const state = after('accepted');
    for (const event of events) expect(applyEvent(state, event)).toBe(state);
  });

  it('takes nothing over a gap, and catches up once the missing events come', () => {
    const events = numbered(STREAMS.accepted);
    const before = events.slice(0, 5).reduce(applyEvent, emptyPanel('full'));
    const [, , , , , , seventh] = events;
    if (seventh === undefined) throw new Error('the stream is too short');
    const gap = applyEvent(before, seventh);
    expect(gap).toEqual({ ...before, gap: true });
    expect(applyEvent(gap, seventh)).toBe(gap);
    expect(applyEvents(gap, events)).toEqual(after('accepted'));
  });

  it('sorts a fetched list before it applies it', () => {
    expect(applyEvents(emptyPanel('full'), numbered(STREAMS.wrong).reverse())).toEqual(after('wrong'));
  });

  it('voids what a lost grader had found, and keeps the reason', () => {
    const state = after('restarted');
    expect(state.tests).toEqual([]);
    expect(state.phases.every(({ status }) => status === 'waiting')).toBe(true);
    expect(state.restarted).toBe('grader-lost');
    expect(state.stage).toEqual({ kind: 'queued', place: 1 });
    const again = STREAMS.accepted.slice(2).map((event, index) => ({
      seq: state.lastSeq + 1 + index,
      at: '2026-01-01T00:00:00Z',
      event,
    }));
    const end = again.reduce(applyEvent, state);
    expect(end.tests).toHaveLength(6);
    expect(end.stage.kind).toBe('finished');
  });

  it('does not change after the end', () => {
    const state = after('accepted');
    const late: NumberedEvent = {
      seq: state.lastSeq + 1,
      at: '2026-01-01T00:00:00Z',
      event: { kind: 'queued', place: 1 },
    };
    expect(applyEvent(state, late)).toBe(state);
  });

  it('points to the line of a compile error or of the first exception', () => {
    expect(errorSpot(after('uncompiled'))).toEqual({ line: 4, text: "SyntaxError: expected ':'" });
    expect(errorSpot(after('raised'))?.line).toBe(8);
    expect(errorSpot(after('accepted'))).toBeNull();
  });
});

describe('a line of the submitted code', () => {
  const submitted = 'a = 1\nb = 2\nc = 3\nb = 2';

  it('is found at its place', () => {
    expect(locateLine(submitted, submitted, 2)).toBe(2);
  });

  it('is found where it moved to, if it is the only one of its text', () => {
    expect(locateLine(submitted, `# new\n${submitted}`, 3)).toBe(4);
    expect(locateLine(submitted, `# new\n# new\n# new\n${submitted}`, 2)).toBeNull();
  });

  it('is not found when it was changed', () => {
    expect(locateLine(submitted, 'a = 1\nb = 5', 3)).toBeNull();
    expect(locateLine(submitted, submitted, 99)).toBeNull();
  });
});
