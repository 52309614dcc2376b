/** A candidate and an interviewer at their pages, in Chromium: from the key that is pressed to the screen that shows it. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Part } from '../../system.ts';
import type { Pair } from './pair.ts';
import type { WatchedSitting, Watching } from './sittings.ts';

/** Stands nowhere in the code that is typed in, nor in anybody's name. */
const LETTER = 'q';

interface Times {
  /** Milliseconds since 1970, by the clock that all pages of a machine share. */
  times: number[];
}

/** Needs a server that sends the web app. The pages stay until the browser is closed. */
export async function browserPair(
  browser: Browser,
  server: Part,
  watching: Watching,
  sitting: WatchedSitting,
): Promise<Pair> {
  const contexts = [
    await withCookie(browser, server, sitting.cookie),
    await withCookie(browser, server, watching.cookie),
  ];
  const [candidate, interviewer] = await Promise.all(contexts.map((context) => context.newPage()));
  if (candidate === undefined || interviewer === undefined) throw new Error('two pages were opened');
  await candidate.goto('/interview');
  await candidate.getByRole('main').getByRole('timer').waitFor();
  await candidate.goto(`/exercises/${sitting.slug}`);
  await interviewer.goto(`/interviews/${watching.interview}/candidates/${sitting.id}/live`);
  await Promise.all([candidate, interviewer].map((page) => page.locator('.cm-content').waitFor()));
  await Promise.all([timesOfKeys(candidate), timesOfLetters(interviewer)]);
  await candidate.locator('.cm-content').focus();
  await candidate.keyboard.press('Control+End');

  const latenciesMs: number[] = [];
  let pressed = 0;
  let typing: Promise<void> = Promise.resolve();
  return {
    latenciesMs,
    keptMs: [],
    press: () => {
      pressed += 1;
      typing = typing.then(() => candidate.keyboard.press(LETTER));
    },
    async settled() {
      await typing;
      await interviewer.waitForFunction((all) => (window as unknown as Times).times.length >= all, pressed);
      const [keys, letters] = await Promise.all([candidate, interviewer].map(readTimes));
      for (const [index, key] of (keys ?? []).entries()) latenciesMs.push((letters?.[index] ?? Number.NaN) - key);
    },
    close: () => {},
  };
}

async function withCookie(browser: Browser, server: Part, cookie: string): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: server.url }]);
  return context;
}

/** When each key was pressed, as its event says. */
function timesOfKeys(page: Page): Promise<void> {
  return page.evaluate((letter) => {
    const times: number[] = [];
    document.addEventListener(
      'keydown',
      ({ key, timeStamp }) => {
        if (key === letter) times.push(performance.timeOrigin + timeStamp);
      },
      true,
    );
    (window as unknown as Times).times = times;
  }, LETTER);
}

/** When each letter stood in the page. */
function timesOfLetters(page: Page): Promise<void> {
  return page.locator('.cm-content').evaluate((content, letter) => {
    const times: number[] = [];
    new MutationObserver(() => {
      const now = performance.timeOrigin + performance.now();
      const shown = (content.textContent ?? '').split(letter).length - 1;
      while (times.length < shown) times.push(now);
    }).observe(content, { childList: true, characterData: true, subtree: true });
    (window as unknown as Times).times = times;
  }, LETTER);
}

function readTimes(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as Times).times);
}
