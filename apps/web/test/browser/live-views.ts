/** States of the pages on which a candidate is watched that are looked at for accessibility. */
import { Slug } from '@lockstep/protocol';
import { liveScene } from '../live-scene.ts';
import { editorOf, opened, type View } from './harness.ts';

const MINUTE_MS = 60_000;

export const LIVE_VIEWS: readonly View[] = [
  {
    name: 'a candidate who is watched live, in whose code one points and writes',
    open: async (at) => {
      const { address } = await liveScene(at.server, { writeAlong: true });
      await opened(at.page, address, '.attempt');
      await at.page.getByLabel('Write along').check();
      await at.page.getByRole('button', { name: /^Point at line/ }).click();
      await at.page.locator('.cm-pointed-note').waitFor();
    },
  },
  {
    name: 'a recording that is played back, with its facts',
    open: async (at) => {
      const { address } = await liveScene(at.server, { agoMs: 90 * MINUTE_MS, over: true });
      await opened(at.page, `${address}?at=${14 * MINUTE_MS}`, '.cm-person-caret');
      await at.page.getByRole('tab', { name: 'Facts' }).click();
      await at.page.locator('.facts li').first().waitFor();
    },
  },
  {
    name: 'the editor of an interview while somebody watches and points',
    open: async (at) => {
      const { live, sitting, watch } = await liveScene(at.server);
      at.server.interviews.sits = sitting.id;
      await at.context.addInitScript((id) => localStorage.setItem('lockstep:sitting', id), sitting.id);
      await opened(at.page, '/exercises/locked-counter', '.others-here, .cm-content');
      await editorOf(at.page).waitFor();
      const slug = Slug.parse('locked-counter');
      watch().receive(JSON.stringify({ kind: 'point', slug, position: live.positionOf(slug, 60) }));
      await at.page.locator('.others-here .button').waitFor();
    },
  },
];
