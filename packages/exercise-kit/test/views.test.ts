import { ExerciseView } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { exerciseListItem, exerciseView, loadExercise, sampleView } from '../src/index.ts';
import { testBanks } from './packages.ts';

const newBank = testBanks();

async function exercise() {
  const bank = await newBank();
  const result = await loadExercise(
    await bank.add('adding', {
      'checker.ts': '// SECRET-CHECKER\nexport const check = 1, ramp = 1;\nexport function seed() {}\n',
      'data/sample/two.yaml': 'call: "add(1, seed(2))"\nexpect: "seed(1)"\nexplanation: By checker.\n',
      'data/secret/one.yaml': 'call: "add(2, [40961])"\nexpect: "40963"\ntitle: SECRET-TITLE\nreveal: true\n',
      'submissions/accepted/sum.py': '# SECRET-SOLUTION\n',
    }),
  );
  if (result.kind === 'broken') throw new Error(JSON.stringify(result.errors));
  return result.exercise;
}

describe('what a candidate may see', () => {
  it('is an ExerciseView without hidden tests, rules, checker and solutions', async () => {
    const view = exerciseView(await exercise());
    expect(ExerciseView.parse(view)).toEqual(view);
    const text = JSON.stringify(view);
    for (const hidden of ['SECRET', '40961', '40963', 'childProcesses', 'export', 'fullScale']) {
      expect(text).not.toContain(hidden);
    }
    expect(view).toMatchObject({
      slug: 'adding',
      signature: 'def add(a: int, b: list[int]) -> int',
      judging: ['It adds.'],
    });
  });

  it('shows a sample with its expected value, or null where that is made', async () => {
    const { samples } = await exercise();
    expect(samples.map(sampleView)).toEqual([
      { name: 'one', title: 'add(1, [2])', call: 'add(1, [2])', expected: '3', explanation: 'One and two.' },
      { name: 'two', title: 'add(1, seed(2))', call: 'add(1, seed(2))', expected: null, explanation: 'By checker.' },
    ]);
  });

  it('has a line in the list', async () => {
    expect(Object.keys(exerciseListItem(await exercise())).sort()).toEqual(
      ['difficulty', 'minutes', 'position', 'slug', 'summary', 'tags', 'title', 'track', 'usualFailures'].sort(),
    );
  });
});
