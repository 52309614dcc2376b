import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadExercises } from '../src/index.ts';
import { PROBLEM, testBanks } from './packages.ts';

const newBank = testBanks();
const TRACKS = '[{ number: 1, title: A, summary: A. }, { number: 2, title: B, summary: B. }]';

describe('loadExercises', () => {
  it('sorts by track, position and slug, and a broken one stops no other', async () => {
    const bank = await newBank(TRACKS);
    const at = (track: number, position: number) => ({
      'problem.yaml': PROBLEM.replace('track: 1', `track: ${track}`).replace('position: 1', `position: ${position}`),
    });
    await bank.add('a', at(2, 1));
    await bank.add('b', at(1, 10));
    await bank.add('d', at(1, 9));
    await bank.add('c', at(1, 9));
    await bank.add('e', { 'problem.yaml': 'x' });
    await bank.add('.hidden');
    await writeFile(path.join(bank.folder, 'README.md'), 'x');
    await symlink('a', path.join(bank.folder, 'link'));
    const { exercises, broken } = await loadExercises(bank.folder);
    expect(exercises.map(({ exercise }) => exercise.slug)).toEqual(['c', 'd', 'b', 'a']);
    expect(broken.map(({ slug }) => slug)).toEqual(['e', 'link']);
    expect(broken[1]?.errors[0]?.message).toContain('a link');
  });

  it('rejects when the folder is not there', async () => {
    const bank = await newBank();
    await expect(loadExercises(path.join(bank.folder, 'nothing'))).rejects.toThrow('ENOENT');
  });

  it('reports a broken tracks.yaml at every exercise', async () => {
    const bank = await newBank('[{ number: 1, title: A, summary: A. }, { number: 1, title: B, summary: B. }]');
    await bank.add('a');
    const { broken } = await loadExercises(bank.folder);
    expect(broken).toEqual([
      {
        kind: 'broken',
        slug: 'a',
        errors: [{ file: '../tracks.yaml', key: '', message: 'track 1 stands there twice' }],
        shownCall: null,
      },
    ]);
  });
});
