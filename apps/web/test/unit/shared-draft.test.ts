/** What the workspace is told of a draft that others see, and what takes its place where it cannot be had. */
import { describe, expect, it } from 'vitest';
import { ArrivingDraft, PATIENCE_MS } from '../../src/features/workspace/draft/arriving-draft.ts';
import type { Drafts } from '../../src/features/workspace/draft/draft-face.ts';
import { DraftKeeper } from '../../src/features/workspace/draft/draft-keeper.ts';
import { readDraft } from '../../src/features/workspace/draft/draft-record.ts';
import { SharedDraft } from '../../src/features/workspace/draft/shared-draft.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import { SOCKET_BACKOFF } from '../../src/shared/api/steady-socket.ts';
import { COPY_TIMES } from '../../src/shared/live-code/copy-ports.ts';
import { LATE_TIMES } from '../../src/shared/live-code/late-text.ts';
import { settle } from './fakes.ts';
import { LiveWorld, SITTING, SLUG } from './live-world.ts';

const START = 'starter\n';

function shared(world: LiveWorld): SharedDraft {
  const { store, timers } = world;
  const { live } = world.page();
  return new SharedDraft({
    slug: SLUG,
    sitting: SITTING,
    store,
    timers,
    hold: () => ({ live, release: () => live.close() }),
  });
}

async function opened(world = new LiveWorld()) {
  const draft = shared(world);
  await draft.open();
  await settle();
  const type = (words: string): void => {
    const { binding, live } = draft.snapshot().sharing ?? {};
    if (binding === undefined || live === undefined) throw new Error('there is no text yet');
    live.use(SLUG).copy.snapshot().shared?.text.insert(0, words);
  };
  return { world, draft, type };
}

const kindOf = (draft: Drafts) => draft.snapshot().status.kind;

/** A draft as practice keeps it, on a server that has none. */
function keeper({ store, timers }: LiveWorld): DraftKeeper {
  return new DraftKeeper({
    ...{ slug: SLUG, starter: 'by itself', digest: 'digest', tab: 'tab', sitting: SITTING, store, timers },
    now: () => new Date(timers.nowMs),
    load: async () => ({ source: 'by itself', version: 0, savedAt: null }),
    save: async ({ source }) => ({ source, version: 1, savedAt: new Date(timers.nowMs).toISOString() }),
  });
}

describe('a shared draft', () => {
  it('says where the text is: at the server, on its way, in this browser', async () => {
    const { world, draft, type } = await opened();
    expect(draft.snapshot()).toMatchObject({ source: START, status: { kind: 'untouched' }, other: null });
    type('a');
    expect(kindOf(draft)).toBe('saving');
    await world.timers.advance(COPY_TIMES.sendMs);
    expect(kindOf(draft)).toBe('saved');
    world.goDown();
    type('b');
    expect(draft.snapshot().status).toMatchObject({ kind: 'kept-here', trying: true });
    world.store.blocked = true;
    await world.timers.advance(COPY_TIMES.storeMs);
    expect(kindOf(draft)).toBe('not-kept');
    world.store.blocked = false;
    world.comeBack();
    await world.timers.advance(SOCKET_BACKOFF.mostMs);
    expect(kindOf(draft)).toBe('saved');
  });

  it('saved at once says whether it is', async () => {
    const { world, draft, type } = await opened();
    type('a');
    const saving = draft.saveNow();
    await settle();
    expect(await saving).toMatchObject({ kind: 'saved' });
    world.server.silent = true;
    type('b');
    const waits = draft.saveNow();
    await world.timers.advance(5_000);
    expect(await waits).toMatchObject({ kind: 'saving' });
  });

  it('that is too late has words of its own, and one that is refused for good is not tried again', async () => {
    const { world, draft, type } = await opened();
    world.saveLate = async () => {
      throw new ApiError('problem', 403, 'The time is up.');
    };
    world.server.setState('over');
    type('late ');
    await world.timers.advance(LATE_TIMES.pauseMs + COPY_TIMES.sendMs);
    expect(draft.snapshot().status).toEqual({ kind: 'late', said: 'The time is up.' });
    const { draft: full, type: typeMore, world: other } = await opened();
    other.server.refusing = 'full';
    typeMore('more');
    await other.timers.advance(COPY_TIMES.sendMs);
    expect(full.snapshot().status).toMatchObject({ kind: 'kept-here', trying: false, reason: 'Refused: full.' });
  });

  it('offers a text that could not stay, and one that was typed before code was shared', async () => {
    const { world, draft, type } = await opened();
    const before = draft.snapshot().sharing?.binding.id;
    world.server.refusing = 'too-long';
    type('too much ');
    await world.timers.advance(COPY_TIMES.sendMs);
    const now = draft.snapshot();
    expect(now).toMatchObject({ source: START, replaced: 1, other: { source: `too much ${START}`, where: 'browser' } });
    expect(now.sharing?.binding.id).not.toBe(before);
    expect(draft.takeOther()).toBe(`too much ${START}`);
    expect(draft.snapshot().other).toBeNull();

    const older = new LiveWorld();
    older.store.set('lockstep:sitting', SITTING);
    const kept = keeper(older);
    await kept.open();
    kept.edit('from before');
    kept.stop();
    const { draft: after } = await opened(older);
    expect(after.snapshot().other).toMatchObject({ source: 'from before' });
    after.keepMine();
    expect(after.snapshot().other).toBeNull();
    expect(readDraft(older.store, SLUG, SITTING)).toBeNull();
  });
});

describe('where it cannot be had', () => {
  const arriving = (world: LiveWorld, load: () => Promise<Drafts>) =>
    new ArrivingDraft({ load, timers: world.timers, instead: () => keeper(world) });

  it('since its code does not load, the text is kept as in practice', async () => {
    const world = new LiveWorld();
    const draft = arriving(world, () => Promise.reject(new Error('no such chunk')));
    await draft.open();
    expect(draft.snapshot()).toMatchObject({ source: 'by itself', sharing: null });
    draft.stop();
    expect(world.timers.pending).toBe(0);
  });

  it('since no websocket comes through, that takes its place after a while; not once there is a text', async () => {
    const world = new LiveWorld();
    world.reachable = false;
    const draft = arriving(world, async () => shared(world));
    await draft.open();
    await world.timers.advance(PATIENCE_MS - 1);
    expect(draft.snapshot().source).toBeNull();
    await world.timers.advance(1);
    expect(draft.snapshot()).toMatchObject({ source: 'by itself', sharing: null });

    const other = new LiveWorld();
    const well = arriving(other, async () => shared(other));
    await well.open();
    await other.timers.advance(PATIENCE_MS);
    expect(well.snapshot().source).toBe(START);
  });
});
