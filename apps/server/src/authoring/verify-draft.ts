/** Starting the verification of a draft: loads the package, makes its mutants and queues all of it to be judged. */
import { setImmediate as breathe } from 'node:timers/promises';
import {
  type AccountId,
  AUTHORING_BOUNDS,
  type PackageDraftId,
  PackagePath,
  type VerificationId,
} from '@lockstep/protocol';
import type { NewCase, Store } from '@lockstep/store';
import { eachPlannedMutant, type PlannedCase, plannedReferences, sourceChange } from '@lockstep/verification';
import { archivedDraft, noDraft, ProblemError } from '../problems.ts';
import type { BankFolder } from './bank-folder.ts';

/** How often a draft that changes under our hands is read anew. */
const TRIES = 3;

/** Throws ProblemError: no such draft, a broken package, too many cases, one that runs. */
export async function verifyDraft(
  store: Store,
  bank: BankFolder,
  id: PackageDraftId,
  actor: AccountId,
): Promise<VerificationId> {
  for (let left = TRIES; left > 0; left -= 1) {
    const text = await store.packageDrafts.text(id);
    if (text === null) throw noDraft();
    const { draft, files } = text;
    const loaded = await bank.load(draft.slug, files);
    if (loaded.kind !== 'loaded') throw broken(loaded.kind === 'broken' ? loaded.errors.length : 1);
    const cases = await plan(loaded.exercise, loaded.submissions);
    const { version, digest } = draft;
    const { exercise } = loaded;
    const started = await store.verifications.start({ draft: id, version, digest, exercise, cases, actor });
    switch (started.kind) {
      case 'started':
        return started.id;
      case 'running':
        throw new ProblemError(409, 'A verification of this draft is running. Wait for it, or cancel it.');
      case 'archived':
        throw archivedDraft();
      case 'unknown':
        throw noDraft();
      case 'changed':
        break;
      default:
        return started satisfies never;
    }
  }
  throw new ProblemError(409, 'The draft is being changed all the time. Try again when its authors rest.');
}

function broken(faults: number): ProblemError {
  const count = faults === 1 ? 'One thing is' : `${faults} things are`;
  return new ProblemError(409, `${count} wrong with the package, so there is nothing to judge. The check says what.`);
}

type Loaded = Parameters<typeof eachPlannedMutant>;

/** Making a mutant takes milliseconds, so others get their turn in between. */
async function plan(exercise: Loaded[0], submissions: Loaded[1]): Promise<NewCase[]> {
  const cases = plannedReferences(submissions).map(newCase);
  for (const mutant of eachPlannedMutant(exercise, submissions)) {
    cases.push(newCase(mutant));
    if (cases.length > AUTHORING_BOUNDS.cases) {
      throw new ProblemError(
        409,
        `There are more than ${AUTHORING_BOUNDS.cases} reference submissions and mutants. Take some accepted submissions out.`,
      );
    }
    await breathe();
  }
  return cases;
}

function newCase(planned: PlannedCase): NewCase {
  const path = PackagePath.parse(planned.path);
  const { source } = planned;
  if (planned.kind === 'reference') return { kind: 'reference', path, source, expected: planned.expected };
  const { mistake, line, original, equivalent } = planned;
  return { kind: 'mutant', path, source, mistake, line, equivalent, change: sourceChange(original, source) };
}
