import type { TraceStep } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { layoutTimeline, SPAN_WIDTH, type TimelineLayout } from '../../src/shared/timeline/timeline-layout.ts';
import { FOUND } from '../explored-streams.ts';
import { starts, step, trace } from '../traces.ts';

const ROW = 28;
const closed = { rowHeight: ROW, room: 200, pinned: [], opened: new Set<number>() } as const;

const repeat = (count: number, one: () => TraceStep): TraceStep[] => Array.from({ length: count }, one);
/** `0-4` for a fold, `7` for a step, `end`. */
const shown = ({ rows }: TimelineLayout): string[] =>
  rows.map((row) => (row.kind === 'fold' ? `${row.from}-${row.to - 1}` : row.kind === 'step' ? `${row.step}` : 'end'));

describe('rows', () => {
  it('one for each step and one for the end, top down', () => {
    const layout = layoutTimeline(trace([starts('0.0'), step('0.0', 'exit'), step('0', 'exit')]), closed);
    expect(shown(layout)).toEqual(['0', '1', '2', 'end']);
    expect(layout.rows.map(({ y }) => y)).toEqual([14, 42, 70, 98]);
    expect(layout.height).toBe(4 * ROW);
  });

  const long = trace([
    starts('0.0'),
    ...repeat(40, () => step('0.0', 'read')),
    step('0', 'read', { preemption: true }),
    ...repeat(30, () => step('0.0', 'write')),
  ]);

  it('long runs of one process fold when there are many steps, but for their first and last step', () => {
    expect(shown(layoutTimeline(long, closed))).toEqual(['0', '1', '2-39', '40', '41', '42', '43-70', '71', 'end']);
  });

  it('nothing folds in a short trace', () => {
    const short = trace(repeat(60, () => step('0', 'read')));
    expect(shown(layoutTimeline(short, closed))).toHaveLength(61);
  });

  it('a pinned step is never folded away', () => {
    expect(shown(layoutTimeline(long, { ...closed, pinned: [20] }))).toContain('20');
  });

  it('an opened fold shows all its steps, the others stay', () => {
    const layout = layoutTimeline(long, { ...closed, opened: new Set([2]) });
    expect(shown(layout)).toEqual([...Array.from({ length: 43 }, (_, at) => `${at}`), '43-70', '71', 'end']);
  });

  it('none says how it ends while it goes on, and all who live go on to the lower edge', () => {
    const { rows, lines, height } = layoutTimeline(trace([starts('0.0'), step('0.0', 'read')]), {
      ...closed,
      unfinished: true,
    });
    expect(rows.map(({ kind }) => kind)).toEqual(['step', 'step']);
    expect(lines.filter(({ to }) => to === height).map(({ lane }) => lane)).toEqual([0, 1]);
    expect(layoutTimeline(trace([]), { ...closed, unfinished: true })).toMatchObject({ rows: [], height: 0 });
  });

  it('each step has a row, folded or not', () => {
    const layout = layoutTimeline(long, closed);
    for (let at = 0; at < long.steps.length; at++) {
      const row = layout.rows[layout.rowOf(at)];
      const within = row?.kind === 'fold' ? row.from <= at && at < row.to : row?.kind === 'step' && row.step === at;
      expect(within, `step ${at}`).toBe(true);
    }
  });
});

describe('lanes', () => {
  it.each([2, 5, 8])('%i processes stand side by side, in their order, and fit a phone', (count) => {
    const paths = ['0', ...Array.from({ length: count - 1 }, (_, at) => `0.${at}`)];
    const layout = layoutTimeline(trace(paths.map((path) => step(path, 'exit'))), closed);
    const xs = layout.lanes.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(xs).size).toBe(count);
    expect(layout.width).toBeLessThanOrEqual(160);
  });

  it('little room brings lanes together, then makes the spans of locks narrow, and no two of them meet', () => {
    const paths = ['0', ...Array.from({ length: 7 }, (_, at) => `0.${at}`)];
    const held = paths.flatMap((process) => ['a', 'b'].map((object) => ({ object, process })));
    const steps = paths.map((path) => step(path, 'read', { held }));
    const wide = layoutTimeline(trace(steps), { ...closed, room: 400 });
    const narrow = layoutTimeline(trace(steps), { ...closed, room: 180 });
    expect(wide.width).toBeLessThanOrEqual(400);
    expect(narrow.width).toBeLessThanOrEqual(180);
    for (const { lanes, spans } of [wide, narrow]) {
      for (const [at, { x, width, lane }] of spans.entries()) {
        const before = spans[at - 1];
        if (before !== undefined) expect(x).toBeGreaterThanOrEqual(before.x + before.width);
        expect(x + width).toBeLessThan(lanes[lane]?.x ?? 0);
      }
    }
  });

  it('a life line begins at the start of its process and ends with it', () => {
    const layout = layoutTimeline(
      trace([starts('0.0'), step('0', 'read'), step('0.0', 'read'), step('0.0', 'exit'), step('0', 'exit')]),
      closed,
    );
    expect(layout.lines.filter(({ lane }) => lane === 1)).toEqual([
      { lane: 1, from: 14, to: 70, runs: false },
      { lane: 1, from: 70, to: 98, runs: true },
    ]);
    expect(layout.starts).toEqual([{ parent: 0, child: 1, y: 14 }]);
  });

  it('a process that waits for ever is drawn to the end and marked there', () => {
    const waiting = [{ process: '0', text: 'waits', object: null, line: null, heldBy: [] }];
    const layout = layoutTimeline(trace([step('0', 'read')], { waiting }), closed);
    expect(layout.lines.at(-1)).toEqual({ lane: 0, from: 14, to: 42, runs: false });
    expect(layout.stuck).toEqual([0]);
  });
});

describe('locks', () => {
  const holds = (...objects: string[]) => objects.map((object) => ({ object, process: '0' }));

  it('a span reaches from the step that takes a lock to the one that lets it go', () => {
    const layout = layoutTimeline(
      trace([
        step('0', 'acquire', { held: holds('lock') }),
        step('0', 'read', { held: holds('lock') }),
        step('0', 'release'),
      ]),
      closed,
    );
    expect(layout.spans).toEqual([{ lane: 0, object: 'lock', x: 2, width: 11, from: 3, to: 81, open: false }]);
  });

  it('two locks of a process stand side by side, also when one is taken as the other is let go', () => {
    const layout = layoutTimeline(
      trace([
        step('0', 'acquire', { held: holds('a') }),
        step('0', 'acquire', { held: holds('a', 'b') }),
        step('0', 'release', { held: holds('b') }),
        step('0', 'acquire', { held: holds('b', 'c') }),
        step('0', 'release'),
      ]),
      closed,
    );
    expect(layout.spans.map(({ object, x }) => [object, x])).toEqual([
      ['a', 2],
      ['b', 2 + SPAN_WIDTH.full],
      ['c', 2],
    ]);
  });

  it('two locks with the same words are two spans', () => {
    const layout = layoutTimeline(trace([step('0', 'acquire', { held: holds('lock', 'lock') })]), closed);
    expect(layout.spans.map(({ x }) => x)).toEqual([2, 2 + SPAN_WIDTH.full]);
  });

  it('what is held at the end is open', () => {
    const { failing } = FOUND.deadlock.findings[0] ?? expect.unreachable();
    const layout = layoutTimeline(failing, closed);
    expect(layout.spans.map(({ lane, open, to }) => [lane, open, to === layout.height])).toEqual([
      [2, true, true],
      [1, true, true],
    ]);
    expect(layout.stuck).toEqual([0, 1, 2]);
  });
});

describe('a real finding', () => {
  it('gives the same figure each time', () => {
    for (const { findings } of Object.values(FOUND)) {
      for (const { failing, unordered } of findings) {
        const once = layoutTimeline(failing, { ...closed, pinned: unordered });
        const again = layoutTimeline(failing, { ...closed, pinned: unordered });
        expect(JSON.stringify(again)).toBe(JSON.stringify(once));
        expect(once.lanes.map(({ name }) => name)).toEqual(failing.processes.map(({ name }) => name));
      }
    }
  });

  it('five hundred steps of eight processes are laid out', () => {
    const steps = Array.from({ length: 500 }, (_, at) => step(at % 9 === 0 ? '0' : `0.${at % 7}`, 'read'));
    expect(layoutTimeline(trace(steps), closed).rows).toHaveLength(501);
  });
});
