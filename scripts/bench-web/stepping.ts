/**
 * Stepping through a long schedule by the keyboard, one step a frame, as fast as frames come: how many frames a second
 * are drawn, and whether any task holds the page up.
 */
import { longFinding } from '../../apps/web/test/long-trace.ts';
import { STREAMS } from '../../apps/web/test/streams.ts';
import { median } from '../bench/measure.ts';
import { atLeast, atMost, type WebFigure } from './figures.ts';
import type { Served } from './served.ts';

const STEPS = 500;
const LONG_TASK_MS = 50;
/** 60 a second; the browser's clock of frames is not exact to more. */
const FRAMES_PER_SECOND = 59;

/** Where the schedule stands, the element in it that hears the keys, and the one that knows the current step. */
const addressOf = (id: string): string => `/exercises/locked-counter?submission=${id}`;
const ROWS = '.finding .timeline-rows';
const PLACE = '.finding input[type=range]';

interface Stepped {
  readonly intervals: readonly number[];
  readonly longTasks: readonly number[];
}

export async function steppingFigures({ browser, url, fake, withSubmissions }: Served): Promise<WebFigure[]> {
  const id = fake.create({ slug: 'locked-counter', source: 'def count(n_procs, n):\n    return 0\n', mode: 'full' });
  const finding = longFinding(STEPS);
  for (const event of STREAMS.race) fake.emit(id, event.kind === 'finding' ? { ...event, finding } : event);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await withSubmissions(context);
    const page = await context.newPage();
    await page.goto(`${url}${addressOf(id)}`);
    await page.locator(ROWS).focus();
    await page.keyboard.press('Home');
    // What loads after the page has nothing to do with stepping.
    await page.waitForLoadState('networkidle');
    const stepped = await page.evaluate(stepThrough, { rows: ROWS, steps: STEPS });
    const at = await page.locator(PLACE).inputValue();
    if (at !== String(STEPS)) throw new Error(`stepping ended at step ${at}, not at ${STEPS}`);
    return figuresOf(stepped);
  } finally {
    await context.close();
  }
}

function figuresOf({ intervals, longTasks }: Stepped): WebFigure[] {
  const name = `stepping through ${STEPS} steps`;
  const total = intervals.reduce((sum, ms) => sum + ms, 0);
  const slowest = Math.max(...intervals);
  return [
    {
      name: `${name}: frames a second`,
      value: (1000 * intervals.length) / total,
      unit: 'per s',
      bound: atLeast(FRAMES_PER_SECOND),
      note: `median frame ${median(intervals).toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms`,
    },
    {
      name: `${name}: tasks over ${LONG_TASK_MS} ms`,
      value: longTasks.length,
      unit: 'count',
      bound: atMost(0),
      note: longTasks.length === 0 ? '' : `${longTasks.map(Math.round).join(', ')} ms`,
    },
  ];
}

/** Runs in the page. */
function stepThrough({ rows, steps }: { readonly rows: string; readonly steps: number }): Promise<Stepped> {
  const list = document.querySelector(rows);
  if (list === null) throw new Error(`no ${rows}`);
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((entries) => {
    longTasks.push(...entries.getEntries().map(({ duration }) => duration));
  });
  observer.observe({ type: 'longtask' });
  const { promise, resolve } = Promise.withResolvers<Stepped>();
  const intervals: number[] = [];
  let last: number | null = null;
  const frame = (now: number): void => {
    if (last !== null) intervals.push(now - last);
    last = now;
    if (intervals.length === steps) {
      observer.disconnect();
      resolve({ intervals, longTasks });
      return;
    }
    list.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return promise;
}
