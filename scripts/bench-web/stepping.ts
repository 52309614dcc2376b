/**
 * Stepping through a long schedule by the keyboard, one step a frame, as fast as frames come: how many frames a second
 * are drawn, and whether any task holds the page up.
 */
import { STREAMS } from '../../apps/web/test/streams.ts';
import { longFinding } from '../../apps/web/test/traces.ts';
import { median } from '../bench/measure.ts';
import { atLeast, atMost, type WebFigure } from './figures.ts';
import type { Served } from './served.ts';

const STEPS = 500;
const LONG_TASK_MS = 50;
/** 60 a second; the browser's clock of frames is not exact to more. */
const FRAMES_PER_SECOND = 59;

/** Where a schedule stands, the element in it that hears the keys, and the one that knows the current step. */
const PLACES = [
  {
    name: "stepping on the finding's page",
    address: (id: string) => `/submissions/${id}/findings/1?step=1`,
    rows: '.finding-schedule .timeline-rows',
    step: '.step-track',
  },
  {
    name: 'stepping in the workspace',
    address: (id: string) => `/exercises/locked-counter?submission=${id}`,
    rows: '.finding .timeline-rows',
    step: '.finding input[type=range]',
  },
] as const;
type Place = (typeof PLACES)[number];

interface Stepped {
  readonly intervals: readonly number[];
  readonly longTasks: readonly number[];
}

export async function steppingFigures({ browser, url, fake, withSubmissions }: Served): Promise<WebFigure[]> {
  const id = fake.create({ slug: 'locked-counter', source: 'def count(n_procs, n):\n    return 0\n', mode: 'full' });
  const finding = longFinding(STEPS);
  for (const event of STREAMS.race) fake.emit(id, event.kind === 'finding' ? { ...event, finding } : event);
  const figures: WebFigure[] = [];
  for (const place of PLACES) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      await withSubmissions(context);
      const page = await context.newPage();
      await page.goto(`${url}${place.address(id)}`);
      await page.locator(place.rows).first().focus();
      await page.keyboard.press('Home');
      // What loads after the page has nothing to do with stepping.
      await page.waitForLoadState('networkidle');
      const stepped = await page.evaluate(stepThrough, { rows: place.rows, steps: STEPS });
      const slider = page.locator(place.step).first();
      const at = (await slider.getAttribute('aria-valuenow')) ?? (await slider.inputValue());
      if (at !== String(STEPS)) throw new Error(`${place.name} ended at step ${at}, not at ${STEPS}`);
      figures.push(...figuresOf(place, stepped));
    } finally {
      await context.close();
    }
  }
  return figures;
}

function figuresOf({ name: where }: Place, { intervals, longTasks }: Stepped): WebFigure[] {
  const name = `${where}, ${STEPS} steps`;
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
