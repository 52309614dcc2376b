import type { Trace } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { keyCommand } from '../../src/features/finding/use-finding-keys.ts';
import { crossingOf } from '../../src/shared/timeline/crossing.ts';
import { arcsOf, MOST_MESSAGES, messageWays } from '../../src/shared/timeline/figure-paths.ts';
import { neighbour } from '../../src/shared/timeline/rows.ts';
import { type LayoutOptions, layoutTimeline } from '../../src/shared/timeline/timeline-layout.ts';
import { traceSvg } from '../../src/shared/timeline/trace-svg.ts';
import { traceText } from '../../src/shared/timeline/trace-text.ts';
import { stepMs } from '../../src/shared/timeline/use-playback.ts';
import { waitGraph } from '../../src/shared/timeline/wait-graph.ts';
import { layoutWaits } from '../../src/shared/timeline/wait-layout.ts';
import { FOUND } from '../explored-streams.ts';
import { longFinding, read, starts, step, trace, write } from '../traces.ts';

const race = FOUND.race.findings[0];
const deadlock = FOUND.deadlock.findings[0];
const feeder = FOUND.feeder.findings[0];
if (race === undefined || deadlock === undefined || feeder === undefined) throw new Error('no findings');

const closed: LayoutOptions = { rowHeight: 28, room: 190, pinned: [], opened: new Set<number>() };
const columns = (of: Trace, width: number, change: Partial<LayoutOptions> = {}) =>
  layoutTimeline(of, { ...closed, width, ...change });

describe('columns', () => {
  it('have whole sentences, few words, or none, as the width allows', () => {
    expect([736, 304, 150].map((width) => columns(race.failing, width).columns?.words)).toEqual([
      'full',
      'brief',
      undefined,
    ]);
  });

  it('stand apart and inside, with room for the words of the last, for 2 to 8 processes', () => {
    for (const children of [1, 2, 3, 4, 5, 6, 7]) {
      const paths = Array.from({ length: children }, (_, child) => `0.${child}`);
      const busy = trace([...paths.map(starts), ...paths.map((path) => read(path, 'a', 0))]);
      for (const width of [640, 736, 1200]) {
        const { lanes, columns: made } = columns(busy, width);
        expect(made).not.toBeNull();
        const xs = lanes.map(({ x }) => x);
        for (const [at, x] of xs.entries()) if (at > 0) expect(x - (xs[at - 1] ?? 0)).toBeGreaterThanOrEqual(46);
        expect(width - 34 - (xs.at(-1) ?? 0)).toBeGreaterThanOrEqual(92);
      }
    }
  });

  it('of more than 6 processes, those that do nothing are a thin line', () => {
    const paths = Array.from({ length: 7 }, (_, child) => `0.${child}`);
    const some = trace([...paths.map(starts), read('0.2', 'a', 0), ...paths.map((path) => step(path, 'exit'))]);
    const { lanes } = columns(some, 736);
    expect(lanes.filter(({ idle }) => !idle).map(({ path }) => path)).toEqual(['0', '0.2']);
    expect((lanes[2]?.x ?? 0) - (lanes[1]?.x ?? 0)).toBe(12);
    expect(
      columns(trace(some.steps.filter(({ actor }) => actor.process < '0.5')), 736).lanes.some(({ idle }) => idle),
    ).toBe(false);
  });
});

describe('a choice of objects', () => {
  const mixed = trace([
    starts('0.0'),
    read('0.0', 'a', 0),
    read('0.0', 'b', 0),
    write('0.0', 'b', 0, 1),
    read('0.0', 'a', 0),
    write('0', 'b', 1, 2),
    step('0', 'exit'),
  ]);
  const shown = (change: Partial<LayoutOptions>) =>
    columns(mixed, 736, change).rows.map((row) =>
      row.kind === 'fold' ? `${row.from}-${row.to - 1}` : row.kind === 'step' ? `${row.step}` : 'end',
    );
  const objects = new Set(['a']);

  it('folds what others do, but for starts and what matters', () => {
    expect(shown({ objects })).toEqual(['0', '1', '2-3', '4', '5-6', 'end']);
    expect(shown({ objects, pinned: [3] })).toEqual(['0', '1', '2-2', '3', '4', '5-6', 'end']);
    expect(shown({ objects, opened: new Set([2]) })).toEqual(['0', '1', '2', '3', '4', '5-6', 'end']);
    expect(shown({ objects: new Set() })).toHaveLength(8);
  });

  it('steps pass over what is folded, and stay where there is nothing more', () => {
    const { rows } = columns(mixed, 736, { objects });
    expect([0, 1, 4].map((at) => neighbour(rows, at, 1))).toEqual([1, 4, 4]);
    expect([4, 1, 0].map((at) => neighbour(rows, at, -1))).toEqual([1, 0, 0]);
    // Out of a folded step that an address named.
    expect(neighbour(rows, 2, 1)).toBe(4);
    expect(neighbour(columns(mixed, 736).rows, 5, 1)).toBe(6);
    expect(neighbour(columns(mixed, 736).rows, 6, 1)).toBe(6);
  });
});

describe('lines of the figure', () => {
  it('an arc carries the value that is held, beside nothing that stands there', () => {
    const crossing = crossingOf(race);
    if (crossing === null) throw new Error('nothing crosses');
    const layout = columns(race.failing, 736, { pinned: crossing.steps });
    const [stale, other] = arcsOf(layout, race.failing, crossing, (value) => `holds ${value}`);
    expect(stale?.label?.text).toBe('holds 1');
    expect(other?.label).toBeNull();
    const row = layout.rows.find(({ y }) => y === stale?.label?.y);
    expect(row?.kind === 'step' && race.failing.steps[row.step]?.actor.process).toBe('0.1');
  });

  it('an item goes from its put to its flush in the lane of who put it', () => {
    const ways = messageWays(columns(feeder.failing, 736), feeder.failing, 0);
    expect(ways.map(({ from, to, lane }) => [from, to, lane])).toEqual([
      [3, 7, 1],
      [4, 8, 1],
      [5, 10, 2],
      [6, 11, 2],
    ]);
  });

  it('of many items, those near the current step are drawn', () => {
    const steps = Array.from({ length: 200 }, (_, at) =>
      at % 2 === 0 ? step('0', 'put') : step('0.0', 'get', { message: { from: at - 1 } }),
    );
    const many = trace(steps);
    const ways = messageWays(columns(many, 736, { opened: 'all' }), many, 150);
    expect(ways).toHaveLength(MOST_MESSAGES);
    expect(ways[0]?.from).toBeGreaterThan(100);
    expect(ways.some(({ to }) => to === 151)).toBe(true);
  });
});

describe('who waits for whom', () => {
  const waiting = (process: string, object: string | null, heldBy: string[]) => ({
    process,
    text: `waits for ${object}`,
    object,
    line: 1,
    heldBy,
  });
  const stuck = (waits: Trace['waiting'], steps: Trace['steps'] = []) =>
    waitGraph({
      ...trace(steps, { waiting: waits }),
      processes: ['0', '0.0', '0.1', '0.2'].map((path) => ({
        path,
        name: path === '0' ? 'main' : `Process-${Number(path.at(-1)) + 1}`,
      })),
    });

  it('is a circle of processes and locks, and who waits for one in it stands outside', () => {
    const graph = waitGraph(deadlock.failing);
    expect(graph.circle.map((id) => graph.nodes.find((node) => node.id === id)?.label)).toEqual([
      'Process-1',
      'second',
      'Process-2',
      'second',
    ]);
    expect(graph.edges.find(({ from }) => from === 'process 0')).toMatchObject({ to: 'process 0.0', kind: 'waits' });
  });

  it('arises in the order in which processes stopped', () => {
    const graph = stuck(
      [waiting('0.0', 'a', ['0.1']), waiting('0.1', 'b', ['0.0'])],
      [step('0.1', 'acquire'), step('0.0', 'acquire')],
    );
    expect(graph.edges.map(({ from, kind }) => `${from} ${kind}`)).toEqual([
      'process 0.1 waits',
      'object b 0.0 held',
      'process 0.0 waits',
      'object a 0.1 held',
    ]);
  });

  it('is a chain, and says who has ended and what nobody acts on, where there is no circle', () => {
    const ended = stuck([waiting('0', 'Process-1', ['0.0']), waiting('0.0', 'a', ['0.1'])]);
    expect(ended.circle).toEqual([]);
    expect(ended.nodes.find(({ id }) => id === 'process 0.1')?.note).toBe('ended');
    const nobody = stuck([waiting('0.0', 'queue', []), waiting('0.1', 'queue', [])]);
    expect(nobody.nodes.filter(({ kind }) => kind === 'object')).toMatchObject([{ label: 'queue', note: 'nobody' }]);
    const full = stuck([waiting('0', 'Process-1', ['0.0']), waiting('0.0', null, [])]);
    expect(full.nodes.find(({ id }) => id === 'process 0.0')?.note).toBe('stuck');
    const { middle, nodes } = layoutWaits(full);
    expect(middle).toBeNull();
    expect(
      (nodes.find(({ id }) => id === 'process 0')?.y ?? 0) < (nodes.find(({ id }) => id === 'process 0.0')?.y ?? 0),
    ).toBe(true);
  });

  it('who waits for what it holds itself is a circle of two', () => {
    expect(stuck([waiting('0.0', 'a', ['0.0'])]).circle).toHaveLength(2);
  });

  it.each([2, 3, 5, 8])('nothing lies upon anything else in a circle of %i, nor outside of the figure', (count) => {
    const paths = Array.from({ length: count }, (_, at) => `0.${at}`);
    const round = paths.map((path, at) => waiting(path, `fork ${at}`, [paths[(at + 1) % count] ?? '']));
    const of = {
      ...trace([], { waiting: [waiting('0', 'Process-1', ['0.0']), ...round] }),
      processes: ['0', ...paths].map((path) => ({ path, name: path === '0.0' ? 'Process-1' : path })),
    };
    const { nodes, edges, width, height } = layoutWaits(waitGraph(of));
    expect(nodes).toHaveLength(2 * count + 1);
    expect(edges).toHaveLength(2 * count + 1);
    for (const [at, one] of nodes.entries()) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width / 2).toBeLessThanOrEqual(width);
      expect(one.y + one.height / 2).toBeLessThanOrEqual(height);
      for (const other of nodes.slice(at + 1)) {
        const apart =
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
          Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
        expect(apart, `${one.label} and ${other.label}`).toBe(true);
      }
    }
  });
});

describe('taken along', () => {
  it('as a table whose columns are straight', () => {
    const text = traceText(race.failing, crossingOf(race));
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^step {2}process +operation +line {2}value$/);
    expect(lines[19]).toBe(' 19*  Process-2  writes counter: 2      8     3 → 2');
    expect(lines[1]?.indexOf('starts')).toBe(lines[0]?.indexOf('operation'));
    expect(text).toContain(`Schedule: ${race.failing.schedule}`);
    expect(text).not.toMatch(/ $/m);
    expect(traceText(deadlock.failing, null)).toContain('Process-1 waits for second, held by Process-2 (line 7)');
  });

  const colours = { of: (token: string) => `rgb(1, 2, ${token.length})` };

  it('as a file that needs nothing else', () => {
    const crossing = crossingOf(race);
    const layout = columns(race.failing, 736, { pinned: crossing?.steps ?? [] });
    const svg = traceSvg(race.failing, layout, crossing, colours);
    expect(svg).toBe(traceSvg(race.failing, layout, crossing, colours));
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="')).toBe(true);
    expect(svg).not.toMatch(/var\(|class=|style=|<script|href|NaN|undefined/);
    expect(svg).toContain('>holds 1</text>');
    expect(svg.match(/<text x="26"/g)).toHaveLength(race.failing.steps.length);
    expect(svg).toContain('>Process-2</text>');
  });

  it('what a program calls things is text in it, whatever it is', () => {
    const wild = '</text><script>&"\u0007';
    const nasty = trace([step('0', 'read', { text: wild })], { outcome: wild });
    const svg = traceSvg(nasty, columns(nasty, 736), null, colours);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&amp;&quot;\uFFFD');
  });
});

describe('keys of the page', () => {
  const pressed = (key: string, change: Partial<KeyboardEvent> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...change,
  });

  it.each([
    ['ArrowRight', 'nothing', 'next'],
    ['ArrowUp', 'nothing', 'previous'],
    ['End', 'control', 'last'],
    [' ', 'nothing', 'toggle'],
    [' ', 'control', null],
    ['C', 'control', 'conflict'],
    ['p', 'nothing', 'play'],
    ['Escape', 'control', 'leave'],
    ['ArrowLeft', 'arrows', null],
    ['ArrowDown', 'scrolls', null],
    ['ArrowRight', 'scrolls', 'next'],
    ['ArrowRight', 'writing', null],
    ['x', 'nothing', null],
  ] as const)('%s in %s is %s', (key, owner, command) => {
    expect(keyCommand(pressed(key), owner)).toBe(command);
  });

  it('only steps repeat while a key is held, and no key with a modifier is taken', () => {
    expect(keyCommand(pressed('ArrowRight', { repeat: true }), 'nothing')).toBe('next');
    expect(keyCommand(pressed(' ', { repeat: true }), 'nothing')).toBeNull();
    expect(keyCommand(pressed('c', { ctrlKey: true }), 'nothing')).toBeNull();
  });
});

it('a step is played for 420 ms, twice as long where it went wrong, and faster or slower as asked', () => {
  expect([stepMs(false, 1), stepMs(true, 1), stepMs(false, 2), stepMs(true, 0.5)]).toEqual([420, 840, 210, 1680]);
});

it('500 steps have a row each where no process goes on for long', () => {
  const { failing } = longFinding(500);
  const { rows } = columns(failing, 736, { opened: 'all' });
  expect(rows).toHaveLength(501);
});
