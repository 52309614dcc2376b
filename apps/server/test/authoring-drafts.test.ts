import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packExercise } from '@lockstep/exercise-kit';
import { CheckerModule, PACKAGE_SIZES, PackageCheck, PackageDraftView, type PackageFile } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuthoringBench, Desk, openAuthoringBench, SLUG } from './authoring-bench.ts';

let bench: AuthoringBench;
let desk: Desk;
beforeAll(async () => {
  bench = await openAuthoringBench();
  desk = new Desk(bench.author);
});
afterAll(() => bench.close());

const fileOf = (draft: PackageDraftView, name: string): PackageFile => {
  const file = draft.files.find((one) => one.path === name);
  if (file === undefined) throw new Error(`the draft has no ${name}`);
  return file;
};
const check = async (draft: PackageDraftView) =>
  PackageCheck.parse(await desk.expect(200, 'POST', `drafts/${draft.id}/check`));
const upload = (archive: Buffer, type = 'application/zip') =>
  bench.author.request({
    method: 'POST',
    url: '/api/authoring/packages',
    headers: { 'content-type': type },
    payload: archive,
  });

describe('a draft', () => {
  it('of an exercise has the files of the folder, and what its check shows is the whole exercise', async () => {
    const draft = await desk.draft();
    expect(draft).toMatchObject({ slug: SLUG, title: 'Locked counter', version: 1, basedOn: { kind: 'folder' } });
    expect(draft.digest).toBe(draft.basedOn.digest);
    expect(draft.files.map((file) => file.path)).toEqual([
      'data/sample/1-two-by-two.yaml',
      'data/scope/1-two-by-two.yaml',
      'data/secret/1-two.yaml',
      'problem.yaml',
      'starter.py',
      'statement.md',
      'submissions/accepted/with_lock.py',
      'submissions/race/no_lock.py',
    ]);
    const { faults, tracks, whole } = await check(draft);
    expect(faults).toEqual([]);
    expect(tracks[0]).toMatchObject({ number: 1 });
    expect(whole?.exercise).toMatchObject({ slug: SLUG, track: tracks[0] });
    expect(whole?.tests.map(({ group, call }) => `${group} ${call}`)).toEqual([
      'sample count(2, 2)',
      'hidden count(2, 500)',
      'scope count(2, 2)',
    ]);
    expect(whole?.submissions.map(({ name, expected }) => `${name} ${expected}`)).toEqual([
      'with_lock accepted',
      'no_lock race',
    ]);
  });

  it('that is broken says where and what to do', async () => {
    const draft = await desk.draft();
    const { content } = (await desk.expect(200, 'GET', `drafts/${draft.id}/file?path=problem.yaml`)) as {
      content: string;
    };
    await desk.save(
      draft,
      'problem.yaml',
      content.replace('wall_ms: 10000', 'wall_ms: 5').replace(/^title: .*$/m, 'title: ""'),
    );
    await desk.save(draft, 'data/secret/1-two.yaml', 'title: Two\ncall: "count(2"\nexpect: "1"\n');
    await desk.save(draft, 'data/secret/odd.txt', '');
    const { faults, whole } = await check(draft);
    expect(whole).toBeNull();
    expect(faults).toContainEqual({ file: 'problem.yaml', key: 'title', line: 1, message: 'must not be empty' });
    expect(faults.find(({ key }) => key === 'limits.wall_ms')).toMatchObject({ file: 'problem.yaml', line: 11 });
    const refused = await desk.ask('POST', `drafts/${draft.id}/verifications`);
    expect(refused.status).toBe(409);
    expect(refused.json().detail).toMatch(/^\d things are wrong with the package/);
    // The title of a draft is the last one that could be read.
    expect((await desk.expect(200, 'GET', `drafts/${draft.id}`)).title).toBe('Locked counter');
  });

  it('of a skeleton is whole, stands last in its track, and needs a slug that nobody has', async () => {
    const made = await desk.expect(201, 'POST', 'drafts', { kind: 'skeleton', slug: 'a-new-one' });
    const draft = PackageDraftView.parse(made);
    expect(draft).toMatchObject({ title: 'A new one', basedOn: { kind: 'skeleton', digest: null }, replaces: false });
    expect((await check(draft)).whole?.exercise).toMatchObject({ slug: 'a-new-one', position: 3 });
    await desk.expect(409, 'POST', 'drafts', { kind: 'skeleton', slug: SLUG });
    await desk.expect(404, 'POST', 'drafts', { kind: 'exercise', slug: 'nowhere' });
  });

  it('is duplicated, archived and restored', async () => {
    const draft = await desk.draft();
    const other = await desk.expect(201, 'POST', `drafts/${draft.id}/duplicate`, { slug: 'another-counter' });
    expect(other).toMatchObject({ slug: 'another-counter', digest: draft.digest, basedOn: { kind: 'draft' } });
    await desk.expect(204, 'POST', `drafts/${draft.id}/archive`);
    const ids = async (archived: boolean): Promise<string[]> => {
      const { items } = await desk.expect(200, 'GET', `drafts?archived=${archived}`);
      return (items as PackageDraftView[]).map(({ id }) => id);
    };
    expect([await ids(false), await ids(true)]).toEqual([expect.not.arrayContaining([draft.id]), [draft.id]]);
    const change = { content: 'x', follows: fileOf(draft, 'statement.md').version };
    const refused = await desk.ask('PUT', `drafts/${draft.id}/file?path=statement.md`, change);
    expect(refused.json()).toMatchObject({ status: 409, detail: 'This draft is archived. Restore it first.' });
    await desk.expect(204, 'POST', `drafts/${draft.id}/restore`);
    expect(await ids(false)).toContain(draft.id);
  });
});

describe('two authors', () => {
  it('cannot overwrite one another unseen, also over a deletion', async () => {
    const draft = await desk.draft();
    const place = `drafts/${draft.id}/file?path=statement.md`;
    const { version } = fileOf(draft, 'statement.md');
    const [one, two] = await Promise.all(
      ['one', 'two'].map((content) => desk.ask('PUT', place, { content, follows: version })),
    );
    const [won, lost] = one?.status === 200 ? [one, two] : [two, one];
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    expect(lost?.json().there).toMatchObject({ version: won?.json().file.version, content: expect.any(String) });
    const now = won?.json().file.version;
    await desk.expect(409, 'DELETE', `${place}&follows=${version}`);
    await desk.expect(200, 'DELETE', `${place}&follows=${now}`);
    const gone = await desk.ask('PUT', place, { content: 'late', follows: now });
    expect(gone.json()).toMatchObject({ status: 409, there: null });
    const again = await desk.expect(200, 'PUT', place, { content: 'new', follows: 0 });
    expect(again.file.version).toBeGreaterThan(now);
    await desk.expect(409, 'PUT', place, { content: 'late', follows: now });
  });

  it('rename a file once, and to a name that is free', async () => {
    const draft = await desk.draft();
    const from = 'submissions/race/no_lock.py';
    const { version: follows } = fileOf(draft, from);
    const to = 'submissions/race/unlocked.py';
    const rename = (change: object) => desk.ask('POST', `drafts/${draft.id}/rename`, { from, to, follows, ...change });
    expect((await rename({ to: 'problem.yaml' })).json()).toMatchObject({
      status: 409,
      there: { path: 'problem.yaml' },
    });
    expect((await rename({ to: 'problem.yaml/x.py' })).json().detail).toContain('problem.yaml stands in the way');
    expect((await rename({})).json()).toMatchObject({ file: { path: to } });
    expect((await rename({})).status).toBe(409);
    expect((await check(draft)).whole?.submissions.map(({ path: name }) => name)).toContain(to);
  });
});

describe('what no package has', () => {
  it.each([
    ['../problem.yaml', 'leads to a file within'],
    ['/etc/passwd', 'leads to a file within'],
    ['data//x.yaml', 'leads to a file within'],
    ['.git/config', 'hidden'],
    ['data/é.yaml', 'without accents'],
    [`data/${'x'.repeat(200)}`, 'at most 135'],
  ])('is no path: %s', async (name, reason) => {
    const draft = await desk.draft();
    const place = `drafts/${draft.id}/file?path=${encodeURIComponent(name)}`;
    const refused = await desk.ask('PUT', place, { content: 'x', follows: 0 });
    expect(refused.json()).toMatchObject({ status: 400, detail: expect.stringContaining(reason) });
  });

  it('is no content: NUL, half a character, too much', async () => {
    const draft = await desk.draft();
    const save = (content: string) =>
      desk.ask('PUT', `drafts/${draft.id}/file?path=hints.yaml`, { content, follows: 0 });
    expect((await save('a\0b')).json().detail).toContain('UTF-8 text without NUL');
    expect((await save('\ud800')).json().detail).toContain('UTF-8 text without NUL');
    expect((await save('x'.repeat(PACKAGE_SIZES.fileBytes + 1))).json().detail).toContain('at most 2 MiB');
    expect((await save('x'.repeat(6 * PACKAGE_SIZES.fileBytes + 5_000))).json()).toMatchObject({
      status: 413,
      detail: 'The file is too large. It may have at most 2 MiB.',
    });
  });

  it('is no archive', async () => {
    expect((await upload(Buffer.from('PK and nothing else'))).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('no zip file'),
    });
    expect((await upload(Buffer.from('{}'), 'application/json')).statusCode).toBe(415);
    expect((await upload(Buffer.from('x'), 'text/plain')).json().detail).toBe('Send the body as application/zip.');
    const archive = await packExercise(path.join(bench.folder, SLUG));
    const climbing = Buffer.from(archive.toString('latin1').replaceAll('data/sample/', 'data/../../x'), 'latin1');
    expect((await upload(climbing)).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('relative path'),
    });
  });
});

describe('a package as one file', () => {
  it('comes in and goes out as the same bytes that the command line writes', async () => {
    await writeFile(path.join(bench.folder, SLUG, 'authors.md'), '\ufeffWhy it is so.\r\n');
    const archive = await packExercise(path.join(bench.folder, SLUG));
    const made = PackageDraftView.parse((await upload(archive, 'application/octet-stream')).json());
    // The folder's exercise is there, and this draft does not come from it.
    expect(made).toMatchObject({ slug: SLUG, basedOn: { kind: 'zip' }, replaces: true });
    expect((await desk.ask('GET', `drafts/${made.id}/package.zip`)).body.equals(archive)).toBe(true);
    expect((await desk.ask('GET', `exercises/${SLUG}/package.zip`)).body.equals(archive)).toBe(true);
  });
});

describe('the tools of the page', () => {
  it('give what a checker may import, as a text that imports nothing', async () => {
    const { name, text } = CheckerModule.parse(await desk.expect(200, 'GET', 'checker-module'));
    expect(name).toBe('@lockstep/checker/author');
    expect(text).not.toMatch(/^import /m);
    expect(text).toContain('export type PythonValue =');
    expect(text).toContain('export function reject(message: string): CheckAnswer');
  });
});
