export { eachMutant, type Mutant, mutantsOf } from './mutants.ts';
export { OPERATORS, type OperatorName } from './operators.ts';
