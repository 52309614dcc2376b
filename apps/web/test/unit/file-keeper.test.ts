import { PackageFileChanged, type PackageFileSave, PackageFileView } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { DraftFiles } from '../../src/features/authoring/files/draft-files.ts';
import { FILE_TIMES, type FileKeeper } from '../../src/features/authoring/files/file-keeper.ts';
import { ApiError } from '../../src/shared/api/http.ts';
import { FakeTimers, memoryStore, settle } from './fakes.ts';

const PATH = 'statement.md';

/** A server with the files of one draft, reachable or not, and the tabs of one browser. */
class World {
  readonly timers = new FakeTimers();
  readonly store = memoryStore();
  readonly there = new Map<string, PackageFileView>();
  readonly saves: (PackageFileSave & { readonly path: string })[] = [];
  readonly saved: string[] = [];
  reachable = true;
  /** Saves arrive, but their answers do not. */
  answersLost = false;

  constructor(content: string | null = 'first') {
    if (content !== null) this.put(PATH, content);
  }

  put(path: string, content: string): PackageFileView {
    const version = (this.there.get(path)?.version ?? 0) + 1;
    const changedAt = new Date(this.timers.nowMs).toISOString();
    const file = PackageFileView.parse({ path, content, version, bytes: content.length, changedAt });
    this.there.set(path, file);
    return file;
  }

  files(tab = 'tab-1'): DraftFiles {
    const reach = () => {
      if (!this.reachable) throw new ApiError('unreachable', 0, 'The server cannot be reached.');
    };
    return new DraftFiles({
      draft: 'draft-1',
      tab,
      store: this.store,
      timers: this.timers,
      now: () => new Date(this.timers.nowMs),
      load: async (path) => {
        reach();
        return this.there.get(path) ?? null;
      },
      save: async (path, save) => {
        reach();
        if (save.content.length > 100) throw new ApiError('problem', 400, 'Too long.');
        const there = this.there.get(path) ?? null;
        if (save.follows !== (there?.version ?? 0)) throw conflict(there);
        this.saves.push({ path, ...save });
        const { content: _, ...file } = this.put(path, save.content);
        if (this.answersLost) throw new ApiError('unreachable', 0, 'The server cannot be reached.');
        return PackageFileChanged.parse({ file, version: 9, digest: 'a'.repeat(64), title: 'T' });
      },
      onSaved: (path) => this.saved.push(path),
    });
  }

  async opened(tab = 'tab-1'): Promise<FileKeeper> {
    const keeper = this.files(tab).keeper(PATH);
    await settle();
    return keeper;
  }
}

function conflict(there: PackageFileView | null): ApiError {
  const sent = { type: 'about:blank', title: 'Changed', status: 409, detail: 'It was changed.', there };
  return new ApiError('problem', 409, 'It was changed.', { sent });
}

describe('a file of a draft', () => {
  it('is saved a second after the last key, once, and then kept no more in the browser', async () => {
    const world = new World();
    const keeper = await world.opened();
    expect(keeper.snapshot()).toMatchObject({ content: 'first', status: { kind: 'saved' } });
    keeper.edit('a');
    keeper.edit('ab');
    expect(keeper.snapshot().status).toEqual({ kind: 'saving' });
    await world.timers.advance(FILE_TIMES.keepMs);
    expect(world.store.get(`lockstep:authoring:draft-1:${PATH}`)).toContain('"ab"');
    expect(world.saves).toEqual([]);
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(world.saves).toEqual([{ path: PATH, content: 'ab', follows: 1 }]);
    expect(world.saved).toEqual([PATH]);
    expect(keeper.snapshot()).toMatchObject({ status: { kind: 'saved' }, other: null });
    expect(world.store.get(`lockstep:authoring:draft-1:${PATH}`)).toBe(null);
    expect(world.timers.pending).toBe(0);
  });

  it('that cannot be saved is kept here, tried again, and sent after a reload of the page', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.reachable = false;
    keeper.edit('offline');
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(keeper.snapshot().status).toMatchObject({ kind: 'kept-here', trying: true });
    keeper.stop();
    const after = world.files();
    after.recover();
    await settle();
    const reopened = after.keeper(PATH);
    expect(reopened.snapshot()).toMatchObject({ content: 'offline', status: { kind: 'kept-here' } });
    expect(after.snapshot().marks.get(PATH)).toBe('trouble');
    world.reachable = true;
    after.hurry();
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(world.there.get(PATH)?.content).toBe('offline');
    expect(after.snapshot().marks.size).toBe(0);
  });

  it('says so when the browser does not keep it either', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.reachable = false;
    world.store.blocked = true;
    keeper.edit('nowhere');
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(keeper.snapshot().status).toMatchObject({ kind: 'not-kept' });
  });

  it('that the server refuses for what it is waits for another edit', async () => {
    const world = new World();
    const keeper = await world.opened();
    keeper.edit('x'.repeat(101));
    await world.timers.advance(60_000);
    expect(keeper.snapshot().status).toEqual({ kind: 'kept-here', trying: false, reason: 'Too long.' });
    expect(world.timers.pending).toBe(0);
    keeper.edit('short');
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(world.there.get(PATH)?.content).toBe('short');
  });

  it('that was read while nothing could be reached is read later', async () => {
    const world = new World();
    world.reachable = false;
    const keeper = await world.opened();
    expect(keeper.snapshot()).toMatchObject({ content: null, status: { kind: 'failed' } });
    keeper.edit('nothing is shown, so nothing can be typed');
    world.reachable = true;
    await world.timers.advance(FILE_TIMES.retryFirstMs);
    expect(keeper.snapshot()).toMatchObject({ content: 'first', status: { kind: 'saved' } });
  });

  it('whose save arrived without an answer is its own, also when more was typed meanwhile', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.answersLost = true;
    keeper.edit('one');
    await world.timers.advance(FILE_TIMES.saveMs);
    world.answersLost = false;
    keeper.edit('two');
    await world.timers.advance(FILE_TIMES.retryMostMs);
    expect(keeper.snapshot()).toMatchObject({ content: 'two', status: { kind: 'saved' }, other: null });
    expect(world.there.get(PATH)).toMatchObject({ content: 'two', version: 3 });
  });
});

describe('two authors of a file', () => {
  it('see both versions, and either can be kept', async () => {
    for (const choice of ['mine', 'theirs'] as const) {
      const world = new World();
      const keeper = await world.opened();
      world.put(PATH, 'theirs');
      keeper.edit('mine');
      await world.timers.advance(FILE_TIMES.saveMs);
      expect(keeper.snapshot()).toMatchObject({
        content: 'mine',
        status: { kind: 'conflict' },
        other: { where: 'server', content: 'theirs', version: 2 },
      });
      keeper.edit('mine, more');
      await world.timers.advance(60_000);
      expect(world.saves).toEqual([]);
      if (choice === 'mine') keeper.keepMine();
      else expect(keeper.takeOther()).toBe('theirs');
      await world.timers.advance(FILE_TIMES.saveMs);
      expect(world.there.get(PATH)?.content).toBe(choice === 'mine' ? 'mine, more' : 'theirs');
      expect(keeper.snapshot()).toMatchObject({ status: { kind: 'saved' }, other: null });
    }
  });

  it('of whom one deletes it: what the other typed is not lost', async () => {
    const world = new World();
    const keeper = await world.opened();
    world.there.delete(PATH);
    keeper.edit('mine');
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(keeper.snapshot().other).toMatchObject({ content: null, version: 0 });
    keeper.keepMine();
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(world.saves.at(-1)).toEqual({ path: PATH, content: 'mine', follows: 0 });
    world.there.delete(PATH);
    keeper.edit('more');
    await world.timers.advance(FILE_TIMES.saveMs);
    expect(keeper.takeOther()).toBe(null);
    expect(keeper.snapshot().status).toEqual({ kind: 'gone' });
  });

  it('get what the other one saved while nothing of their own is unsaved', async () => {
    const world = new World();
    const files = world.files();
    const keeper = files.keeper(PATH);
    await settle();
    const there = world.put(PATH, 'theirs');
    files.renew([there]);
    await settle();
    expect(keeper.snapshot()).toMatchObject({ content: 'theirs', replaced: 1 });
    keeper.edit('mine');
    files.renew([world.put(PATH, 'theirs again')]);
    await settle();
    expect(keeper.snapshot().content).toBe('mine');
    files.forget(PATH);
    files.keeper(PATH);
    await settle();
    files.renew([]);
    expect(files.keeper(PATH).snapshot().status).toEqual({ kind: 'gone' });
  });

  it('in two tabs of one browser find what the other tab typed', async () => {
    const world = new World();
    const [a, b] = [await world.opened('tab-1'), await world.opened('tab-2')];
    world.reachable = false;
    a.edit('from a');
    await world.timers.advance(FILE_TIMES.keepMs);
    b.edit('from b');
    await world.timers.advance(FILE_TIMES.keepMs);
    world.reachable = true;
    const after = await world.opened('tab-3');
    expect(after.snapshot()).toMatchObject({ content: 'from b', other: { where: 'browser', content: 'from a' } });
    expect(after.takeOther()).toBe('from a');
    await world.timers.advance(0);
    expect(world.there.get(PATH)?.content).toBe('from a');
  });
});

it('everything that is not saved is saved at once when it is asked for', async () => {
  const world = new World();
  const files = world.files();
  world.put('starter.py', 'pass');
  for (const path of [PATH, 'starter.py']) files.keeper(path);
  await settle();
  for (const path of [PATH, 'starter.py']) files.keeper(path).edit(`new ${path}`);
  expect([...files.snapshot().marks]).toEqual([
    [PATH, 'unsaved'],
    ['starter.py', 'unsaved'],
  ]);
  expect(await files.saveAll()).toBe(true);
  expect(files.snapshot().marks.size).toBe(0);
  world.reachable = false;
  files.keeper(PATH).edit('offline');
  expect(await files.saveAll()).toBe(false);
  files.stop();
});
