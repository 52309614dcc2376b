import type { Answer, Recording } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RACY } from '../exercises.ts';
import { cutBefore, RECORDED } from '../recordings.ts';
import { STREAMS, type StreamName } from '../streams.ts';
import { ACCOUNT_VIEWS } from './account-views.ts';
import { AUTHORING_VIEWS } from './authoring-views.ts';
import {
  accessibilityFaults,
  type Bench,
  EXERCISE,
  editorOf,
  opened,
  setUpBench,
  type View,
  type Visit,
  visit,
  writeCode,
} from './harness.ts';
import { INTERVIEW_VIEWS } from './interview-views.ts';
import { LIVE_VIEWS } from './live-views.ts';
import { OPERATIONS_VIEWS } from './operations-views.ts';
import { REVIEW_VIEWS } from './review-views.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());

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

/** The page of a question that was answered before. */
function answered(name: string, slug: string, answer: Answer): View {
  return {
    name,
    open: async (at) => {
      at.server.answer(slug, answer);
      await opened(at.page, `/questions/${slug}`, '.solution');
    },
  };
}

/** A call of a submission that is played, at a position. */
function played(name: string, search: string, recording: Recording | null = RECORDED.racy): View {
  return {
    name,
    open: async (at) => {
      const id = await at.server.past('locked-counter', RACY, 'race', 60_000);
      if (recording !== null) at.server.recordings.set(`${id}/0`, recording);
      await opened(at.page, `/submissions/${id}/play/0${search}`, '.moves, .play-end, .notice');
    },
  };
}

/** Something that lies over the workspace. */
function overlay(name: string, open: (at: Visit) => Promise<void>, shown: string): View {
  return {
    name,
    open: async (at) => {
      await at.server.past('locked-counter', RACY.replace('counter.value = seen + 1', 'pass'), 'wrong', 60_000);
      at.server.drafts.set('locked-counter', { source: RACY, version: 1, savedAt: new Date().toISOString() });
      await opened(at.page, EXERCISE, '.verdict');
      await editorOf(at.page).waitFor();
      await open(at);
      await at.page.locator(shown).first().waitFor();
    },
  };
}

const clickOn = (name: string) => (at: Visit) => at.page.getByRole('button', { name }).click();

const OVERLAYS: readonly View[] = [
  overlay('the command palette', clickOn('Commands'), '.palette-option'),
  overlay(
    'the command palette with nothing found',
    async (at) => {
      await clickOn('Commands')(at);
      await at.page.getByRole('combobox').fill('nothing like this');
    },
    '.palette-none',
  ),
  overlay('the help sheet', (at) => at.page.keyboard.press('F1'), '.help-table'),
  overlay('the question before a reset', clickOn('Reset to starter'), '.ask'),
  overlay('the settings of the editor', clickOn('Editor settings'), '.settings'),
  overlay(
    'the command line of Vim',
    async (at) => {
      await clickOn('Editor settings')(at);
      await at.page.getByRole('button', { name: 'Vim' }).click();
      await at.page.locator('.editor-keys').waitFor();
      await editorOf(at.page).click();
      await at.page.keyboard.type(':');
    },
    '.cm-vim-panel input',
  ),
  overlay(
    'a call of one’s own that was not taken',
    async (at) => {
      await clickOn('Run with your own arguments')(at);
      await at.page.locator('.own-field').fill('count');
      await at.page.keyboard.press('Enter');
    },
    '.own-fault .icon',
  ),
  overlay('two versions side by side', clickOn('Compare'), '.diff'),
  overlay(
    'two versions in one column',
    async (at) => {
      await clickOn('Compare')(at);
      await at.page.getByRole('button', { name: 'Unified' }).click();
      await at.page.keyboard.press('n');
    },
    '.diff-at',
  ),
  overlay(
    'suggestions in the editor',
    async (at) => {
      await writeCode(at.page, `${RACY}\ncounter.`);
      // The help while typing comes with the first focus. A list of many names scrolls by the arrow keys of the
      // editor, which axe cannot know; that of a Value fits.
      await expect
        .poll(async () => {
          await at.page.keyboard.press('Control+Space');
          return at.page.locator('.cm-tooltip-autocomplete').count();
        })
        .toBe(1);
    },
    '.cm-tooltip-autocomplete li',
  ),
];

const VIEWS: readonly View[] = [
  ...OVERLAYS,
  { name: 'the list', open: (at) => opened(at.page, '/', '.hero-action') },
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
    name: 'a run with one’s own arguments',
    open: async (at) => {
      const id = at.server.create({ slug: 'locked-counter', source: RACY, mode: 'own', call: 'count(3, 2)' });
      await at.server.play(id, 'own');
      await at.page.addInitScript((own) => localStorage.setItem('lockstep:submission:locked-counter', own), id);
      await opened(at.page, EXERCISE, '.own-outcomes');
      await editorOf(at.page).waitFor();
    },
  },
  {
    name: 'the steps of a first visit',
    open: async (at) => {
      await opened(at.page, '/', '.hero-action');
      await at.page.locator('.hero-action a').click();
      await at.server.play(at.server.create({ slug: 'locked-counter', source: RACY, mode: 'full' }), 'race');
      await at.page.reload();
      await at.page.getByRole('button', { name: 'Show the schedule' }).waitFor();
      await at.page.locator('.timeline-rows').waitFor();
    },
  },
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
  ...(['two-increments-each', 'what-a-lock-orders', 'lost-update-step-by-step', 'queue-or-pipe'] as const).map(
    (slug): View => ({
      name: `the question ${slug}`,
      open: (at) => opened(at.page, `/questions/${slug}`, '.answer-form .choice, .order-item'),
    }),
  ),
  {
    name: 'a question for a number, with something else in it',
    open: async (at) => {
      await opened(at.page, '/questions/bytes-of-an-array', '.number-field');
      await at.page.getByLabel('Your number').fill('many');
      await at.page.getByText('This is no number.').waitFor();
    },
  },
  answered('outcomes that were marked right', 'two-increments-each', { kind: 'chosen', choices: [1, 2, 3] }),
  {
    name: 'an outcome with its timeline',
    open: async (at) => {
      await answered('', 'two-increments-each', { kind: 'chosen', choices: [0] }).open(at);
      await at.page.getByText('How it comes about').first().click();
      await at.page.locator('.timeline-rows').focus();
      await at.page.keyboard.press('ArrowDown');
      await at.page.locator('.code-line-shown').waitFor();
    },
  },
  {
    name: 'a deadlock as an outcome',
    open: async (at) => {
      await answered('', 'two-locks', { kind: 'chosen', choices: [2] }).open(at);
      await at.page.getByText('How it comes about').last().click();
      await at.page.locator('.waiting').waitFor();
    },
  },
  answered('several choices that were marked wrong', 'what-a-lock-orders', { kind: 'chosen', choices: [0, 1] }),
  answered('a single choice that was wrong', 'queue-or-pipe', { kind: 'chosen', choices: [0] }),
  answered('a wrong order', 'lost-update-step-by-step', { kind: 'ordered', items: [1, 3, 0, 2] }),
  answered('a wrong number', 'bytes-of-an-array', { kind: 'number', value: 4000 }),
  {
    name: 'an answer that was not sent',
    open: async (at) => {
      await opened(at.page, '/questions/queue-or-pipe', '.choice');
      at.server.goDown();
      await at.page.keyboard.press('1');
      await at.page.keyboard.press('Enter');
      await at.page.locator('.answer-notice').waitFor();
    },
  },
  {
    name: 'the path',
    open: async (at) => {
      at.server.answer('two-increments-each', { kind: 'chosen', choices: [0] });
      at.server.answer('queue-or-pipe', { kind: 'chosen', choices: [1] });
      await opened(at.page, '/path', '.path-step');
    },
  },
  {
    name: 'the path without its server',
    open: async (at) => {
      at.server.goDown();
      await opened(at.page, '/path', '.notice');
    },
  },
  ...INTERVIEW_VIEWS,
  ...LIVE_VIEWS,
  played('a game at its beginning', ''),
  played('a game with processes that wait', '?at=0*2,0.1*2'),
  played('a game about to fail', '?at=0*2,0.1*7,0.0'),
  played('a game that ended wrong', '?at=0*2,0.1*7,0.0*9,0.1*2,0*5'),
  played('a game that ended right', '?at=0*2,0.0*9,0.1*9,0*5'),
  played('a game of what was not all explored', '?at=0*2,0.0*3', cutBefore(RECORDED.racy, 'write')),
  played('a game that nothing breaks, with an address that cannot be played', '?at=7', RECORDED.locked),
  played('a call of which nothing was kept', '', null),
  {
    name: 'a way that is shown, with the keys',
    open: async (at) => {
      await played('', '?at=0*2,0.0').open(at);
      await at.page.keyboard.press('f');
      await at.page.locator('.play-guide').waitFor();
      await at.page.keyboard.press('?');
      await at.page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'a deadlock that was played',
    open: async (at) => {
      at.server.answer('two-locks', { kind: 'chosen', choices: [0] });
      await opened(at.page, '/questions/two-locks/play?at=0*2,0.1,0.0', '.waiting');
    },
  },
  {
    name: 'a question that wants an answer first',
    open: (at) => opened(at.page, '/questions/two-locks/play', '.notice'),
  },
  ...ACCOUNT_VIEWS,
  ...OPERATIONS_VIEWS,
  ...REVIEW_VIEWS,
  ...AUTHORING_VIEWS,
  { name: 'an unknown address', open: (at) => opened(at.page, '/nowhere', '.notice') },
];

/** What axe finds in both themes. A page is opened once for all: what differs are its colours and its width. */
async function faultsIn({ page }: Visit): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours on their way from one theme to the other are those of neither.
    await page.evaluate(() => {
      const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      return Promise.allSettled(passing.map(({ finished }) => finished));
    });
    // What does not depend on colours is the same in both.
    const rules = colorScheme === 'light' ? 'all' : 'colours';
    for (const fault of await accessibilityFaults(page, rules)) faults.push(`${colorScheme}: ${fault}`);
  }
  return faults;
}

describe('axe finds no fault, in either theme, wide and on a phone', () => {
  it.each(VIEWS)('$name', async ({ open }) => {
    const at = await visit(bench);
    try {
      await open(at);
      expect(await faultsIn(at)).toEqual([]);
      await at.page.setViewportSize({ width: 390, height: 844 });
      expect(await faultsIn(at)).toEqual([]);
      const tab = at.page.getByRole('tab', { name: 'Result' }).first();
      const covered = (await at.page.locator('dialog[open]').count()) > 0;
      if (!covered && (await tab.count()) > 0) {
        await tab.click();
        expect(await faultsIn(at)).toEqual([]);
      }
    } finally {
      await at.stop();
    }
  });
});
