import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { STREAMS, type StreamName } from '../streams.ts';
import {
  accessibilityFaults,
  type Bench,
  EXERCISE,
  editorOf,
  setUpBench,
  type Visit,
  visit,
  writeCode,
} from './harness.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());

interface View {
  readonly name: string;
  readonly open: (at: Visit) => Promise<void>;
}

async function opened(page: Page, path: string, landmark: string): Promise<void> {
  await page.goto(path);
  await page.locator(landmark).first().waitFor();
}

/** A workspace that shows a submission with that stream, or the first events of it. */
function result(name: string, stream: StreamName, events = STREAMS[stream].length): View {
  return {
    name,
    open: async (at) => {
      const id = at.server.create({ slug: 'locked-counter', source: RACY, mode: 'full' });
      await at.server.play(id, stream, 0, events);
      at.server.drafts.set('locked-counter', { source: RACY, version: 1, savedAt: new Date().toISOString() });
      await opened(at.page, EXERCISE, '.verdict');
      await editorOf(at.page).waitFor();
    },
  };
}

const VIEWS: readonly View[] = [
  { name: 'the list', open: (at) => opened(at.page, '/', '[data-exercise]') },
  {
    name: 'the list with a last submission and nothing found',
    open: async (at) => {
      await at.server.past('locked-counter', RACY, 'wrong', 60_000);
      await opened(at.page, '/?q=nothing+like+this', '.notice');
      await at.page.locator('.continue').waitFor();
    },
  },
  {
    name: 'the list without its server',
    open: async (at) => {
      at.server.goDown();
      await opened(at.page, '/', '.notice');
    },
  },
  {
    name: 'an empty workspace',
    open: async (at) => {
      await opened(at.page, EXERCISE, '.result-empty');
      await editorOf(at.page).waitFor();
    },
  },
  {
    name: 'hints and the editorial',
    open: async (at) => {
      at.server.accepted.add('locked-counter');
      await opened(at.page, EXERCISE, '.result-empty');
      await at.page.getByRole('button', { name: 'Show the first of 2 hints' }).click();
      await at.page.getByRole('button', { name: 'Open the editorial' }).click();
      await at.page.getByText('The increment is a read and a write').waitFor();
    },
  },
  result('a queued submission', 'wrong', 1),
  result('a running submission', 'wrong', 8),
  result('a restarted submission', 'restarted'),
  result('a wrong answer', 'wrong'),
  result('an accepted submission', 'accepted'),
  result('an exception with its line', 'raised'),
  result('a compile error', 'uncompiled'),
  result('a rule violation', 'rule'),
  result('a judge error', 'judge-error'),
  result('an exploration under way', 'exploring'),
  result('a race with its schedule', 'race'),
  result('a deadlock', 'deadlock'),
  {
    name: 'the history',
    open: async (at) => {
      await result('', 'rule').open(at);
      await at.page.getByRole('tab', { name: 'History' }).click();
      await at.page.locator('.history').waitFor();
    },
  },
  {
    name: 'a conflict',
    open: async (at) => {
      await opened(at.page, EXERCISE, '.result-empty');
      await editorOf(at.page).waitFor();
      at.server.drafts.set('locked-counter', { source: 'there = 1', version: 7, savedAt: new Date().toISOString() });
      await writeCode(at.page, 'here = 1');
      await at.page.locator('.other-version').waitFor();
      await at.page.getByText('Show the other version').click();
    },
  },
  {
    name: 'my submissions',
    open: async (at) => {
      await at.server.past('locked-counter', RACY, 'wrong', 60_000);
      await opened(at.page, '/submissions', 'tbody tr');
    },
  },
  { name: 'an unknown address', open: (at) => opened(at.page, '/nowhere', '.notice') },
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(VIEWS)('$name has no fault that axe finds, wide and on a phone', async ({ open }) => {
    const at = await visit(bench, { theme });
    try {
      await open(at);
      expect(await accessibilityFaults(at.page)).toEqual([]);
      await at.page.setViewportSize({ width: 390, height: 844 });
      expect(await accessibilityFaults(at.page)).toEqual([]);
      const tab = at.page.getByRole('tab', { name: 'Result' }).first();
      if ((await tab.count()) > 0) {
        await tab.click();
        expect(await accessibilityFaults(at.page)).toEqual([]);
      }
    } finally {
      await at.stop();
    }
  });
});
