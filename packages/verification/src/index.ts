export { sourceChange } from './change.ts';
export { type CaseEnds, countCases, isGreen, mutantFate, referenceOutcome } from './outcome.ts';
export {
  eachPlannedMutant,
  type PlannedCase,
  type PlannedMutant,
  type PlannedReference,
  plannedMutants,
  plannedReferences,
  type ReferenceProgram,
} from './plan.ts';
