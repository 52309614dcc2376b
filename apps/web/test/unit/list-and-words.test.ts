import { VERDICTS } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { exerciseSearch, workspaceSearch } from '../../src/app/search.ts';
import { groupByTrack, matches, NO_FILTER, nextUnsolved, statusCounts } from '../../src/features/exercises/filter.ts';
import { clampWidth } from '../../src/features/workspace/pane-widths.ts';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatLimitBytes,
  formatLimitMs,
  formatMs,
  ordinal,
} from '../../src/shared/format.ts';
import { progressGraph } from '../../src/shared/ui/progress-graph-model.ts';
import { strokeOf, strokeText } from '../../src/shared/ui/shortcut.tsx';
import { claimWords, VERDICT_FACES } from '../../src/shared/ui/verdict.tsx';
import { exerciseItems, TRACKS } from '../exercises.ts';

const items = exerciseItems(new Date('2026-01-01T00:00:00Z'));

describe('the list', () => {
  it('finds an exercise by any words of its title, summary or tags', () => {
    const found = (q: string) => items.filter((item) => matches(item, { ...NO_FILTER, q })).map(({ slug }) => slug);
    expect(found('lock account')).toEqual(['bank-transfer']);
    expect(found('MULTIPROCESSING')).toHaveLength(items.length);
    expect(found('no such words')).toEqual([]);
  });

  it('counts each status under the other filters', () => {
    expect(statusCounts(items, NO_FILTER)).toEqual({ all: 17, todo: 10, attempted: 3, solved: 4 });
    expect(statusCounts(items, { ...NO_FILTER, status: 'solved' }).all).toBe(17);
    expect(statusCounts(items, { ...NO_FILTER, failure: 'DL' })).toEqual({ all: 5, todo: 3, attempted: 1, solved: 1 });
  });

  it('keeps a track with its whole progress when the filter hides its exercises', () => {
    const [first] = groupByTrack(TRACKS, items, { ...NO_FILTER, q: 'bank' });
    expect(first).toMatchObject({ solved: 3, total: 8 });
    expect(first?.items).toHaveLength(1);
  });

  it('goes on with the next unsolved exercise, around the end', () => {
    const groups = groupByTrack(TRACKS, items, NO_FILTER);
    expect(nextUnsolved(groups, 'built-in-lock')?.slug).toBe('bank-transfer');
    expect(nextUnsolved(groups, 'cpu-bound')?.slug).toBe('locked-counter');
  });
});

describe('addresses', () => {
  it('drop what is not a filter', () => {
    expect(exerciseSearch({ q: 12, status: 'solved', difficulty: 'huge', failure: 'RC', more: 1 })).toEqual({
      q: '12',
      status: 'solved',
      failure: 'RC',
    });
    expect(workspaceSearch({ submission: 'x' })).toEqual({});
  });
});

describe('words and figures', () => {
  it('are exact', () => {
    expect(formatMs(1284)).toBe('1,284 ms');
    expect(formatMs(0.4)).toBe('<1 ms');
    expect(formatMs(12_340)).toBe('12.3 s');
    expect(formatBytes(24 * 2 ** 20)).toBe('24.0 MiB');
    expect(formatLimitBytes(256 * 2 ** 20)).toBe('256 MiB');
    expect(formatLimitBytes(65_536)).toBe('64 KiB');
    expect(formatLimitMs(1500)).toBe('1.5 s');
    expect(formatCount('4700000000000000001')).toBe('4,700,000,000,000,000,001');
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 112].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '112th',
    ]);
  });

  it('say how long ago', () => {
    const now = Date.parse('2026-01-02T00:00:00Z');
    expect(formatAgo('2026-01-01T23:59:59Z', now)).toBe('just now');
    expect(formatAgo('2026-01-01T23:59:46Z', now)).toBe('14 s ago');
    expect(formatAgo('2026-01-01T23:50:00Z', now)).toBe('10 min ago');
    expect(formatAgo('2026-01-01T20:00:00Z', now)).toBe('4 h ago');
    expect(formatAgo('2025-12-24T12:00:00Z', now)).toBe('24 Dec 2025');
  });

  it('say that a sampled claim is no proof', () => {
    expect(claimWords({ kind: 'sampled', schedules: '7', reason: null }).text).toBe(
      '7 schedules were seen, so this is no proof.',
    );
    expect(claimWords({ kind: 'sampled', schedules: '1', reason: null }).text).toMatch(/^One schedule was seen/);
    expect(claimWords({ kind: 'bounded', preemptions: 2, states: 8_339 }).text).toContain('with at most 2 preemptions');
    expect(
      claimWords({ kind: 'exhaustive', interleavings: '684', states: 158, merged: false, loops: false, reduced: false })
        .text,
    ).toContain('All 684');
  });

  it('name every verdict, each with an icon of its own but for errors of the same kind', () => {
    for (const verdict of VERDICTS) expect(VERDICT_FACES[verdict].word).not.toBe('');
    const icons = VERDICTS.map((verdict) => VERDICT_FACES[verdict].icon);
    expect(new Set(icons).size).toBe(icons.length);
  });

  it('name the keys of the platform', () => {
    expect(strokeText('mod+enter', false)).toBe('Ctrl + ↵');
    expect(strokeText('mod+shift+enter', true)).toBe('⌘ ⇧ ↵');
    const key = { key: 'Enter', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    expect(strokeOf({ ...key, ctrlKey: true })).toBe('mod+enter');
    expect(strokeOf({ ...key, metaKey: true, shiftKey: true })).toBe('mod+shift+enter');
    expect(strokeOf(key)).toBeNull();
    expect(strokeOf({ ...key, ctrlKey: true, altKey: true })).toBeNull();
  });

  it('keep a pane within its bounds', () => {
    expect(clampWidth('statement', 10)).toBe(240);
    expect(clampWidth('result', 10_000)).toBe(840);
  });
});

describe('the progress graph', () => {
  it('counts all orders of two programs when there is no lock', () => {
    expect(progressGraph('rw')).toMatchObject({ paths: 6, unrestricted: 6, blocks: [] });
  });

  it('leaves two orders of one locked section each', () => {
    expect(progressGraph('al').paths).toBe(2);
  });

  it('of two locked increments has 44 of 48,620 orders and four forbidden blocks', () => {
    const graph = progressGraph('arwlarwlx');
    expect(graph).toMatchObject({ paths: 44, unrestricted: 48_620 });
    expect(graph.blocks).toHaveLength(4);
    const fromStart = graph.edges.filter(({ from }) => from[0] === 0 && from[1] === 0);
    expect(fromStart.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
});
