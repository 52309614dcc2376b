import { expect, it } from 'vitest';
import { atLeast, atMost, figureLine, isMissed, type WebFigure } from '../bench-web/figures.ts';

const figure = (value: number, bound: WebFigure['bound']): WebFigure => ({
  name: 'a page',
  value,
  unit: 'kB',
  bound,
  note: '',
});

it('a bound holds its own value', () => {
  expect([350, 350.1].map((value) => isMissed(figure(value, atMost(350))))).toEqual([false, true]);
  expect([59, 58.9].map((value) => isMissed(figure(value, atLeast(59))))).toEqual([false, true]);
});

it('what could not be measured misses its bound, and what has none misses nothing', () => {
  expect(isMissed(figure(Number.NaN, atMost(350)))).toBe(true);
  expect(isMissed(figure(1e9, null))).toBe(false);
});

it('a line says figure, bound and whether it holds', () => {
  const columns = (line: string) => line.split(/ {2,}/);
  expect(columns(figureLine(figure(309.84, atMost(350))))).toEqual(['a page', '309.8 kB', '≤ 350.0 kB ok']);
  expect(columns(figureLine({ ...figure(1586, atMost(1500)), unit: 'ms', note: 'median of 3' }))).toEqual([
    'a page',
    '1,586 ms',
    '≤ 1,500 ms MISSED',
    '(median of 3)',
  ]);
  expect(columns(figureLine(figure(12, null)))).toEqual(['a page', '12.0 kB']);
});
