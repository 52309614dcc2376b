/** Whatever happens to connections, servers and pages: in the end all have the same text, and every typed character is in it. */
import fc from 'fast-check';
import { it } from 'vitest';
import { SOCKET_BACKOFF } from '../../src/shared/api/steady-socket.ts';
import { COPY_TIMES } from '../../src/shared/live-code/copy-ports.ts';
import { settle } from './fakes.ts';
import { INTERVIEWER, LiveWorld, SLUG, type WorldPage } from './live-world.ts';

const START = 'starter\n';

type Step =
  | { readonly kind: 'type'; readonly who: number; readonly at: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'cut' | 'down' | 'back' | 'restart' | 'dead' | 'crash' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('type'), who: fc.nat(2), at: fc.nat(30) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(0, 20, 60, 300, 2_000, 15_000) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('cut', 'down', 'back', 'restart', 'dead', 'crash') }) },
) as fc.Arbitrary<Step>;

/** The first page is gone without a word, and opened again; what was typed a moment ago is kept by then. */
async function crash(world: LiveWorld, pages: WorldPage[]): Promise<void> {
  await world.timers.advance(COPY_TIMES.storeMs);
  pages[0]?.crash();
  pages[0] = world.page();
  await settle();
}

async function ends(steps: readonly Step[]): Promise<boolean> {
  const world = new LiveWorld();
  world.server.writeAlong = true;
  const pages = [world.page(), world.page(), world.page(INTERVIEWER)];
  await settle();
  let typed = 0;
  for (const now of steps) {
    if (now.kind === 'type') {
      const page = pages[now.who];
      // A page that has begun while there was no server has no text to type in.
      if (page === undefined || page.copy.snapshot().shared === null) continue;
      page.type(Math.min(now.at, page.text().length), String.fromCharCode(0x4e00 + typed));
      typed += 1;
    } else if (now.kind === 'wait') await world.timers.advance(now.ms);
    else if (now.kind === 'cut') world.cut();
    else if (now.kind === 'down') world.goDown();
    else if (now.kind === 'back') world.comeBack();
    else if (now.kind === 'restart') world.restart();
    else if (now.kind === 'dead') world.dead = true;
    else await crash(world, pages);
    world.server.writeAlong = true;
  }
  world.dead = false;
  world.comeBack();
  await world.timers.advance(COPY_TIMES.answerMs + 2 * SOCKET_BACKOFF.mostMs);
  const text = world.server.text(SLUG);
  const all = Array.from({ length: typed }, (_, index) => String.fromCharCode(0x4e00 + index));
  return (
    pages.every((page) => page.text() === text && page.copy.isSettled) &&
    text.length === START.length + typed &&
    all.every((letter) => text.includes(letter))
  );
}

it('all pages end with the same text, and nothing that was typed is missing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) => ends(steps)),
    { numRuns: 150 },
  );
});
