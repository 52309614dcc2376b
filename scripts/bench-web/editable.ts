/**
 * Time to an editable editor: from the start of the navigation, with an empty cache and a processor slowed down four
 * times, until a key that was pressed is seen in the editor. The page itself takes the time, by its own clock.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { median } from '../bench/measure.ts';
import { atMost, type WebFigure } from './figures.ts';

const SLOWDOWN = 4;
const MOST_MS = 1_500;
/** A character that no starter has. */
const KEY = '~';

/** Milliseconds since the navigation began. */
interface Moments {
  readonly html: number;
  readonly scripts: number;
  readonly data: number;
  readonly paint: number;
  readonly editor: number;
  readonly typed: number;
}

const PARTS: Readonly<Record<Exclude<keyof Moments, 'typed'>, string>> = {
  html: 'the document is there',
  paint: 'first contentful paint',
  scripts: 'last script before the editor is there',
  data: 'last data before the editor is there',
  editor: 'the editor is shown',
};

/** `address`: the page with the editor. `times`: samples, each in a browser profile of its own. */
export async function editableFigures(browser: Browser, address: string, times: number): Promise<WebFigure[]> {
  // The first visit is not counted: the server and the browser's process compile their own code then.
  await visitOnce(browser, address);
  const samples: Moments[] = [];
  for (let time = 0; time < times; time++) samples.push(await visitOnce(browser, address));
  const of = (moment: keyof Moments): number => median(samples.map((sample) => sample[moment]));
  const all = samples.map(({ typed }) => Math.round(typed)).join(', ');
  return [
    ...(Object.keys(PARTS) as (keyof typeof PARTS)[]).map(
      (moment): WebFigure => ({
        name: `workspace, cold, ${SLOWDOWN}x slower: ${PARTS[moment]}`,
        value: of(moment),
        unit: 'ms',
        bound: null,
        note: `median of ${times}`,
      }),
    ),
    {
      name: `workspace, cold, ${SLOWDOWN}x slower: a typed key is in the editor`,
      value: of('typed'),
      unit: 'ms',
      bound: atMost(MOST_MS),
      note: `median of ${all}`,
    },
  ];
}

async function visitOnce(browser: Browser, address: string): Promise<Moments> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    return await timedVisit(page, session, address);
  } finally {
    await context.close();
  }
}

async function timedVisit(page: Page, session: CDPSession, address: string): Promise<Moments> {
  const { promise, resolve } = Promise.withResolvers<Moments>();
  await page.exposeFunction('benchEditorShown', () => {
    const text = { text: KEY, key: KEY, unmodifiedText: KEY };
    void session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...text });
  });
  await page.exposeFunction('benchTyped', (moments: Moments) => resolve(moments));
  await page.addInitScript(watchEditor, KEY);
  await page.goto(address, { waitUntil: 'commit' });
  return promise;
}

/** Runs in the page, before its own scripts. The editor lives in a shadow root, so the roots are watched. */
function watchEditor(key: string): void {
  const bench = window as unknown as {
    benchEditorShown(): Promise<void>;
    benchTyped(moments: Moments): Promise<void>;
  };
  const ends = (type: (entry: PerformanceResourceTiming) => boolean, before: number): number => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const times = entries.filter(type).map(({ responseEnd }) => responseEnd);
    return Math.max(0, ...times.filter((end) => end <= before));
  };
  const tell = (editor: number, typed: number, paint: number): void => {
    const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    void bench.benchTyped({
      html: document?.responseEnd ?? 0,
      scripts: ends(({ name }) => name.endsWith('.js'), editor),
      data: ends(({ name }) => name.includes('/api/'), editor),
      paint,
      editor,
      typed,
    });
  };
  // The browser tells of a paint some time after it.
  const painted = Promise.withResolvers<number>();
  new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName('first-contentful-paint');
    if (first !== undefined) painted.resolve(first.startTime);
  }).observe({ type: 'paint', buffered: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (this: Element, init: ShadowRootInit): ShadowRoot {
    const root = attach.call(this, init);
    let shown: number | null = null;
    const observer = new MutationObserver(() => {
      const content = root.querySelector<HTMLElement>('.cm-content');
      if (content === null) return;
      if (shown === null) {
        shown = performance.now();
        content.focus();
        void bench.benchEditorShown();
      } else if (content.textContent?.includes(key)) {
        observer.disconnect();
        const editor = shown;
        // The task after the next frame comes when that frame was painted.
        requestAnimationFrame(() =>
          setTimeout(() => {
            const typed = performance.now();
            void painted.promise.then((paint) => tell(editor, typed, paint));
          }),
        );
      }
    });
    observer.observe(root, { childList: true, subtree: true, characterData: true });
    return root;
  };
}
