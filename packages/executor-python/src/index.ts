export {
  type ConversingPool,
  ExploredFault,
  type ExploredFaultReason,
  type ExploredJob,
  type ExploredPoint,
  type ExploredProgram,
  type ExploredQuestion,
  openExploredProgram,
  type RealProcesses,
} from './explored-program.ts';
export { pythonProgram, type SandboxProgram } from './program.ts';
export {
  createPythonRunner,
  ExecutorFault,
  type PythonRunner,
  type PythonRunnerOptions,
  type SandboxOutcome,
  type SandboxPort,
} from './runner.ts';
