/** What is wrong with a package, and what a page shows of a whole one. Runs nothing of it. */
import { exerciseView, placedErrors, sampleView } from '@lockstep/exercise-kit';
import {
  type Exercise,
  type ExerciseTest,
  type PackageCheck,
  PackagePath,
  type PackageTest,
  verdictCode,
} from '@lockstep/protocol';
import type { DraftText } from '@lockstep/store';
import type { BankFolder } from './bank-folder.ts';

/** A call with a long literal says nothing more. */
const CALL_CHARACTERS = 4_000;

export async function checkPackage({ draft, files }: DraftText, bank: BankFolder): Promise<PackageCheck> {
  const loaded = await bank.load(draft.slug, files);
  const shared = {
    version: draft.version,
    digest: draft.digest,
    tracks: await bank.tracks(),
  };
  switch (loaded.kind) {
    case 'broken':
      return { ...shared, faults: placedErrors(loaded.errors, files), whole: null };
    case 'question':
      return { ...shared, faults: placedErrors([QUESTION], files), whole: null };
    case 'loaded': {
      const { exercise, submissions } = loaded;
      const whole = {
        exercise: exerciseView(exercise),
        tests: testsOf(exercise),
        submissions: submissions.map(({ path, name, expected, note, equivalent }) => {
          return {
            path: PackagePath.parse(path),
            name,
            expected,
            code: verdictCode(expected),
            note,
            equivalent: [...equivalent],
          };
        }),
      };
      return { ...shared, faults: [], whole };
    }
  }
}

const QUESTION = {
  file: 'problem.yaml',
  key: 'kind',
  message: 'a question is edited in the exercises folder; its outcomes are computed by `lockstep outcomes`',
} as const;

function testsOf({ samples, fullScale, scopes }: Exercise): PackageTest[] {
  const of = (group: PackageTest['group'], folder: string, tests: readonly ExerciseTest[]): PackageTest[] =>
    tests.map((test) => ({
      group,
      file: PackagePath.parse(`data/${folder}/${test.name}.yaml`),
      name: test.name,
      title: cut(test.title),
      call: cut(test.call),
      expected: sampleView(test).expected,
      checked: test.expectation.kind === 'checker',
      revealed: test.revealed,
      explanation: test.explanation,
    }));
  return [...of('sample', 'sample', samples), ...of('hidden', 'secret', fullScale), ...of('scope', 'scope', scopes)];
}

function cut(text: string): string {
  return text.length <= CALL_CHARACTERS ? text : `${text.slice(0, CALL_CHARACTERS)}…`;
}
