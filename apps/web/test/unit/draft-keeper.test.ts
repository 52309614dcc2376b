import { type Draft, type DraftRequest, OTHER_SITTING } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { DRAFT_TIMES, DraftKeeper } from '../../src/features/workspace/draft/draft-keeper.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import { FakeTimers, memoryStore, settle } from './fakes.ts';

const STARTER = 'starter';

/** A server with one draft, reachable or not, and the keepers of tabs that share one browser. */
class World {
  readonly timers = new FakeTimers();
  readonly store = memoryStore();
  draft: Draft = { source: STARTER, version: 0, savedAt: null };
  readonly saves: DraftRequest[] = [];
  reachable = true;
  /** Refuses every request with that status. */
  refusing: number | null = null;
  /** Which sitting the browser's cookie is of. */
  cookie: string | null = null;
  /** Saves arrive, but their answers do not. */
  answersLost = false;

  keeper(tab = 'tab-1', digest = 'digest-1', sitting: string | null = null): DraftKeeper {
    const unreachable = () => new ApiError('unreachable', 0, 'The server cannot be reached.');
    const refuse = () => {
      if (!this.reachable) throw unreachable();
      if (this.refusing !== null) throw new ApiError('problem', this.refusing, 'Refused.');
      if (this.cookie !== sitting) throw new ApiError('problem', 409, 'Another sitting.', { type: OTHER_SITTING });
    };
    return new DraftKeeper({
      slug: 'locked-counter',
      starter: STARTER,
      digest,
      tab,
      sitting,
      store: this.store,
      timers: this.timers,
      now: () => new Date(this.timers.nowMs),
      load: async () => {
        refuse();
        return this.draft;
      },
      save: async (request) => {
        refuse();
        if (request.source.length > 100) throw new ApiError('problem', 400, 'Too long.');
        if (request.follows !== this.draft.version) throw new ApiError('problem', 409, 'Saved elsewhere.');
        this.saves.push(request);
        this.draft = { source: request.source, version: this.draft.version + 1, savedAt: this.time() };
        if (this.answersLost) throw unreachable();
        return this.draft;
      },
    });
  }

  async opened(tab = 'tab-1', sitting: string | null = null): Promise<DraftKeeper> {
    const keeper = this.keeper(tab, 'digest-1', sitting);
    await keeper.open();
    return keeper;
  }

  saveElsewhere(source: string): void {
    this.draft = { source, version: this.draft.version + 1, savedAt: this.time() };
  }

  time(): string {
    return new Date(this.timers.nowMs).toISOString();
  }
}

describe('a draft', () => {
  it('is the starter at first, and nothing is sent before something is typed', async () => {
    const world = new World();
    const keeper = await world.opened();
    await world.timers.advance(60_000);
    expect(keeper.snapshot()).toMatchObject({ source: STARTER, status: { kind: 'untouched' }, other: null });
    expect(world.saves).toEqual([]);
  });

  it('is kept in the browser within 300 ms and at the server after a second without typing, in one save', async () => {
    const world = new World();
    const keeper = await world.opened();
    keeper.edit('a');
    keeper.edit('ab');
    await world.timers.advance(300);
    expect(world.store.get('lockstep:draft:locked-counter')).toContain('"ab"');
    expect(keeper.snapshot().status).toEqual({ kind: 'saving' });
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.saves).toEqual([{ source: 'ab', follows: 0 }]);
    expect(keeper.snapshot().status.kind).toBe('saved');
    keeper.edit('abc');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.saves.at(-1)).toEqual({ source: 'abc', follows: 1 });
  });

  it('survives a crash before it reached the server', async () => {
    const world = new World();
    (await world.opened()).edit('typed');
    await world.timers.advance(DRAFT_TIMES.keepMs);
    const again = world.keeper();
    void again.open();
    expect(again.snapshot().source).toBe('typed');
    await settle();
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.draft.source).toBe('typed');
  });

  it('says so while the server is away, tries again, and saves when it is back', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.reachable = false;
    keeper.edit('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(keeper.snapshot().status).toMatchObject({ kind: 'kept-here', trying: true });
    world.reachable = true;
    await world.timers.advance(DRAFT_TIMES.retryFirstMs);
    expect(world.draft.source).toBe('typed');
    expect(keeper.snapshot().status.kind).toBe('saved');
  });

  it('does not repeat what the server refuses', async () => {
    const world = new World();
    const keeper = await world.opened();
    keeper.edit('x'.repeat(200));
    await world.timers.advance(120_000);
    expect(keeper.snapshot().status).toMatchObject({ kind: 'kept-here', trying: false });
    expect(world.timers.pending).toBe(0);
    keeper.edit('short');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.draft.source).toBe('short');
  });

  it('offers both versions when another tab saved first, and saves nothing until one is chosen', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.saveElsewhere('theirs');
    keeper.edit('mine');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(keeper.snapshot()).toMatchObject({
      status: { kind: 'conflict' },
      other: { source: 'theirs', where: 'server', version: 1 },
    });
    keeper.edit('mine, longer');
    await world.timers.advance(60_000);
    expect(world.draft.source).toBe('theirs');
    keeper.keepMine();
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.draft).toMatchObject({ source: 'mine, longer', version: 2 });
    expect(keeper.snapshot().other).toBeNull();
  });

  it('hands the other version over when that is chosen', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.saveElsewhere('theirs');
    keeper.edit('mine');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(keeper.takeOther()).toBe('theirs');
    keeper.edit('theirs');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.draft.source).toBe('theirs');
    expect(keeper.snapshot().other).toBeNull();
  });

  it('recognises its own save whose answer was lost', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.answersLost = true;
    keeper.edit('first');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    world.answersLost = false;
    keeper.edit('first and more');
    await world.timers.advance(DRAFT_TIMES.retryFirstMs);
    expect(keeper.snapshot().other).toBeNull();
    expect(world.draft).toMatchObject({ source: 'first and more', version: 2 });
  });

  it('opens with the newer one of two versions and keeps the other', async () => {
    const world = new World();
    const first = await world.opened();
    first.edit('typed here');
    await world.timers.advance(DRAFT_TIMES.keepMs);
    await world.timers.advance(500);
    world.saveElsewhere('typed there later');
    const second = await world.opened();
    expect(second.snapshot()).toMatchObject({
      source: 'typed there later',
      other: { source: 'typed here', where: 'browser' },
    });
    const third = await world.opened();
    expect(third.snapshot().other?.source).toBe('typed here');
  });

  it('of another tab is not overwritten in the browser while it is not at the server', async () => {
    const world = new World();
    const one = await world.opened('tab-1');
    const two = await world.opened('tab-2');
    world.reachable = false;
    one.edit('typed in one');
    await world.timers.advance(DRAFT_TIMES.keepMs);
    two.edit('typed in two');
    await world.timers.advance(DRAFT_TIMES.keepMs);
    const again = await world.opened('tab-3');
    expect(again.snapshot()).toMatchObject({ source: 'typed in two', other: { source: 'typed in one' } });
  });

  it('goes back to a server that has forgotten it', async () => {
    const world = new World();
    const keeper = await world.opened();
    keeper.edit('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    world.draft = { source: STARTER, version: 0, savedAt: null };
    const again = await world.opened();
    expect(again.snapshot().source).toBe('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.draft.source).toBe('typed');
  });

  it('is sent at once when the page goes away', async () => {
    const world = new World();
    const keeper = await world.opened();
    keeper.edit('typed');
    keeper.flush();
    await settle();
    expect(world.draft.source).toBe('typed');
  });

  it('says when the exercise has changed since', async () => {
    const world = new World();
    (await world.opened()).edit('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    const again = world.keeper('tab-1', 'digest-2');
    await again.open();
    expect(again.snapshot().exerciseChanged).toBe(true);
    again.acknowledgeExercise();
    expect(again.snapshot().exerciseChanged).toBe(false);
    const later = world.keeper('tab-1', 'digest-2');
    await later.open();
    expect(later.snapshot().exerciseChanged).toBe(false);
  });

  it('still reaches the server when the browser keeps nothing', async () => {
    const world = new World();
    world.store.blocked = true;
    const keeper = await world.opened();
    keeper.edit('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(keeper.snapshot().status.kind).toBe('saved');
    world.reachable = false;
    keeper.edit('typed more');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(keeper.snapshot().status.kind).toBe('not-kept');
  });

  it.each([401, 403, 404, 429])('that is refused with %d is kept, and saved when that has passed', async (status) => {
    const world = new World();
    const keeper = await world.opened();
    world.refusing = status;
    keeper.edit('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(keeper.snapshot()).toMatchObject({ source: STARTER, status: { kind: 'kept-here', trying: true } });
    expect(world.store.get('lockstep:draft:locked-counter')).toContain('"typed"');
    world.refusing = null;
    await world.timers.advance(DRAFT_TIMES.retryMostMs);
    expect(world.draft.source).toBe('typed');
    expect(keeper.snapshot().status.kind).toBe('saved');
  });

  it('is given back at once to a server that has forgotten it meanwhile', async () => {
    const world = new World();
    const keeper = await world.opened();
    keeper.edit('typed');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    world.draft = { source: STARTER, version: 0, savedAt: null };
    keeper.edit('typed more');
    await world.timers.advance(2 * DRAFT_TIMES.saveMs);
    expect(world.draft).toMatchObject({ source: 'typed more', version: 1 });
    expect(keeper.snapshot()).toMatchObject({ other: null, status: { kind: 'saved' } });
  });

  it('that could not be loaded comes by itself when the server is back', async () => {
    const world = new World();
    world.saveElsewhere('typed there');
    world.reachable = false;
    const keeper = await world.opened();
    expect(keeper.snapshot()).toMatchObject({ source: STARTER, replaced: 0 });
    world.reachable = true;
    await world.timers.advance(DRAFT_TIMES.retryFirstMs);
    expect(keeper.snapshot()).toMatchObject({ source: 'typed there', replaced: 1, status: { kind: 'saved' } });
    expect(world.saves).toEqual([]);
  });

  it('that could not be loaded is not replaced once something was typed: both versions are offered', async () => {
    const world = new World();
    world.saveElsewhere('typed there');
    world.reachable = false;
    const keeper = await world.opened();
    keeper.edit('typed here');
    await world.timers.advance(DRAFT_TIMES.saveMs);
    world.reachable = true;
    keeper.hurry();
    await world.timers.advance(0);
    expect(keeper.snapshot()).toMatchObject({
      replaced: 0,
      status: { kind: 'conflict' },
      other: { source: 'typed there', where: 'server' },
    });
  });

  it('is saved at once when that is asked for, and says where it is', async () => {
    const world = new World();
    const keeper = await world.opened();
    expect((await keeper.saveNow()).kind).toBe('untouched');
    keeper.edit('typed');
    expect((await keeper.saveNow()).kind).toBe('saved');
    expect(world.draft.source).toBe('typed');
    world.reachable = false;
    keeper.edit('typed more');
    expect(await keeper.saveNow()).toMatchObject({ kind: 'kept-here', trying: true });
    expect(world.store.get('lockstep:draft:locked-counter')).toContain('"typed more"');
  });
});

describe('an interview that begins in another tab', () => {
  it('gets nothing of what is typed in this one, which is kept here and saved once the interview is left', async () => {
    const world = new World();
    const practice = await world.opened();
    practice.edit('practice');
    await world.timers.advance(DRAFT_TIMES.keepMs);
    world.cookie = 'a-sitting';
    const interview = await world.opened('tab-2', 'a-sitting');
    expect(interview.snapshot()).toMatchObject({ source: STARTER, other: null });
    await world.timers.advance(DRAFT_TIMES.saveMs);
    expect(world.saves).toEqual([]);
    expect(practice.snapshot()).toMatchObject({
      other: null,
      status: { kind: 'kept-here', trying: true, reason: 'Another sitting.' },
    });
    world.cookie = null;
    await world.timers.advance(DRAFT_TIMES.retryMostMs);
    expect(world.saves).toMatchObject([{ source: 'practice' }]);
    expect(practice.snapshot().status.kind).toBe('saved');
  });
});
