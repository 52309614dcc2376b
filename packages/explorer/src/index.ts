export { confirm, type ScheduledProcesses } from './confirm.ts';
export {
  type Coverage,
  Exploration,
  type ExplorationBudget,
  type ExplorationOptions,
  type Found,
  type Survey,
} from './exploration.ts';
export { type Choice, Player, type PlayerOptions, type Position } from './play/player.ts';
export { NotRecorded, record, recordedProgram } from './play/recording.ts';
export { Histories, type Merging } from './program/histories.ts';
export {
  type Answer,
  type PointRef,
  ProgramFault,
  type ProgramFaultReason,
  type ProgramSource,
  type Question,
} from './program/source.ts';
export { formatSchedule, parseSchedule, type Schedule, ScheduleError } from './schedule.ts';
export { type Budget, BudgetReached } from './search/budget.ts';
export { type Explored, exploreGraph } from './search/graph.ts';
export { type Outcome, Outcomes } from './search/outcomes.ts';
export { findShortest, type Shortest } from './search/shortest.ts';
export { type Swept, sweep } from './search/sweep.ts';
export { type Explained, explain } from './trace/patterns.ts';
export { ScheduleDrift, type Told } from './trace/trace.ts';
export { Machine } from './world/machine.ts';
