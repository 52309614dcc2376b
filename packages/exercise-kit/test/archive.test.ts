import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { createPackage, importExercise, loadExercise, packExercise, unpackExercise } from '../src/index.ts';

const SKELETON = path.resolve(import.meta.dirname, '../skeleton');
let bank: string;
let packed: string;
beforeEach(async () => {
  bank = await mkdtemp(path.join(os.tmpdir(), 'lockstep-bank-'));
  packed = path.join(bank, 'a-new-one');
  await cp(SKELETON, packed, { recursive: true });
});
afterEach(() => rm(bank, { recursive: true, force: true }));

type Odd = Readonly<Record<string, string | { readonly text: string; readonly mode: number }>>;

async function zipOf(entries: Odd): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) {
    const { text, mode } = typeof content === 'string' ? { text: content, mode: 0o100644 } : content;
    zip.addBuffer(Buffer.from(text), name, { mode });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The name stands twice in a zip file; the other one has the same length. */
const renamed = (archive: Buffer, from: string, to: string): Buffer =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');

const everyFile = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

describe('a package as one file', () => {
  it('comes back exactly, and is the same bytes each time', async () => {
    const archive = await packExercise(packed);
    expect((await packExercise(packed)).equals(archive)).toBe(true);
    const other = await mkdtemp(path.join(bank, 'other-'));
    expect(await importExercise(archive, other, false)).toBe('a-new-one');
    const [before, after] = [await everyFile(packed), await everyFile(path.join(other, 'a-new-one'))];
    expect(after).toEqual(before);
    for (const name of before) {
      expect(await readFile(path.join(other, 'a-new-one', name))).toEqual(await readFile(path.join(packed, name)));
    }
    expect((await packExercise(path.join(other, 'a-new-one'))).equals(archive)).toBe(true);
    expect(await readdir(other)).toEqual(['a-new-one']);
  });

  it('replaces another one only when asked to', async () => {
    const archive = await packExercise(packed);
    await writeFile(path.join(packed, 'statement.md'), 'Changed.\n');
    await expect(importExercise(archive, bank, false)).rejects.toThrow('already');
    expect(await readFile(path.join(packed, 'statement.md'), 'utf8')).toBe('Changed.\n');
    await importExercise(archive, bank, true);
    expect(await readFile(path.join(packed, 'statement.md'), 'utf8')).not.toBe('Changed.\n');
    expect(await readdir(bank)).toEqual(['a-new-one']);
  });

  it('is not made of links', async () => {
    await symlink('/etc/passwd', path.join(packed, 'data', 'link.yaml'));
    await expect(packExercise(packed)).rejects.toThrow('link');
  });

  it('leaves hidden files out', async () => {
    await mkdir(path.join(packed, '.git'));
    await writeFile(path.join(packed, '.git', 'config'), 'secret');
    const { files } = await unpackExercise(await packExercise(packed));
    expect([...files.keys()].some((name) => name.includes('git'))).toBe(false);
  });
});

describe('an archive is refused', () => {
  it.each<[string, () => Promise<Buffer>, string]>([
    ['that is no zip file', async () => Buffer.from('PK and nothing else'), 'no zip file'],
    ['that is cut off', async () => (await packExercise(packed)).subarray(0, 900), 'no zip file'],
    [
      'with a path that climbs out',
      async () => renamed(await zipOf({ 'slug/xx/statement.md': 'x' }), 'slug/xx/', 'slug/../'),
      'invalid relative path',
    ],
    [
      'with an absolute path',
      async () => renamed(await zipOf({ 'xslug/a.md': 'x' }), 'xslug', '/slug'),
      'absolute path',
    ],
    ['with a link', () => zipOf({ 'slug/statement.md': { text: '/etc/passwd', mode: 0o120777 } }), 'is a link'],
    ['with odd names', () => zipOf({ 'slug/a\u0007.md': 'x' }), 'characters'],
    ['with two folders', () => zipOf({ 'one/a.md': 'x', 'two/a2.md': 'x' }), 'one folder'],
    ['with the same file twice', () => zipOf({ 'slug/a.md': 'x', 'slug2/a.md': 'y' }), 'twice'],
    ['without a slug', () => zipOf({ 'No_Slug/a.md': 'x' }), 'slug'],
    ['with a huge file', () => zipOf({ 'slug/a.md': 'x'.repeat(3 * 2 ** 20) }), 'more than'],
    [
      'with too much in all',
      () => zipOf(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`slug/${n}.md`, 'x'.repeat(2 ** 21)]))),
      'unpacks to more',
    ],
    [
      'with too many files',
      () => zipOf(Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`slug/${n}.md`, '']))),
      'entries',
    ],
    ['that is no exercise', () => zipOf({ 'slug/statement.md': 'x' }), 'problem.yaml'],
  ])('%s', async (_name, archive, reason) => {
    const other = await mkdtemp(path.join(bank, 'other-'));
    await expect(importExercise(await archive(), other, false)).rejects.toThrow(reason);
    expect(await readdir(other)).toEqual([]);
  });
});

describe('a new exercise', () => {
  it('is whole, with a title of its slug', async () => {
    const slug = 'sums-of-squares' as Parameters<typeof createPackage>[1]['slug'];
    expect(await createPackage(bank, { kind: 'exercise', slug, track: 3, position: 9 })).toBe(true);
    expect(await createPackage(bank, { kind: 'exercise', slug, track: 3, position: 9 })).toBe(false);
    const loaded = await loadExercise(path.join(bank, slug));
    expect(loaded).toMatchObject({
      kind: 'loaded',
      exercise: { title: 'Sums of squares', track: { number: 3 }, position: 9 },
    });
    expect(loaded.kind === 'loaded' ? loaded.exercise.hints.length : 0).toBeGreaterThan(1);
    expect(await readdir(bank)).toEqual(['a-new-one', 'sums-of-squares']);
  });
});
