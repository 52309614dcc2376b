import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  lineOfKey,
  loadFiles,
  loadPackage,
  loadTracksIfThere,
  packExercise,
  packText,
  placedErrors,
  readPackageText,
} from '../src/index.ts';
import { PROBLEM, testBanks } from './packages.ts';

const bank = testBanks();
const BANK = path.resolve(import.meta.dirname, '../../../exercises');

describe('files at hand', () => {
  it('are the exercise that they are in a folder, and give the same archive', async () => {
    const tracks = await loadTracksIfThere(BANK);
    for (const slug of ['locked-counter', 'two-increments-each']) {
      const folder = path.join(BANK, slug);
      const files = await readPackageText(folder);
      expect(await loadFiles(slug, files, tracks)).toEqual(await loadPackage(folder));
      expect((await packText(slug as never, files)).equals(await packExercise(folder))).toBe(true);
    }
  });

  it('have the errors that they have in a folder', async () => {
    const { folder, add } = await bank();
    const changes = {
      'problem.yaml': PROBLEM.replace('minutes: 10', 'minutes: many'),
      'statement.md': null,
      'submissions/race': 'no folder',
      'hints.yaml/x': '',
      'data/sample/one.yaml': 'a'.repeat(2 ** 20 + 1),
    };
    const place = await add('adding', changes);
    const [inFolder, atHand] = [
      await loadPackage(place),
      await loadFiles('adding', await readPackageText(place), await loadTracksIfThere(folder)),
    ];
    expect(atHand).toMatchObject({ kind: 'broken' });
    expect(atHand).toEqual(inFolder);
  });
});

describe('a place in YAML', () => {
  const text =
    'title: A\nlimits:\n  wall_ms: 5\nrace/no_lock.py:\n  equivalent:\n    - { line: 1 }\n    - { line: 2 }\n';

  it.each([
    ['title', 1],
    ['limits.wall_ms', 3],
    ['limits.missing', 2],
    ['race/no_lock.py.equivalent.1.line', 7],
    ['missing', null],
    ['', null],
  ])('%s', (key, line) => {
    expect(lineOfKey(text, key)).toBe(line);
  });

  it('that is none is where it stops to be one', () => {
    const errors = [
      { file: 'problem.yaml', key: '', message: 'not YAML' },
      { file: 'a.py', key: '', message: 'x' },
    ];
    const placed = placedErrors(errors, new Map([['problem.yaml', 'a: 1\nb: [2\nc: 3\n']]));
    expect(placed.map(({ line }) => line)).toEqual([3, null]);
  });
});
