export { pythonProgram, type SandboxProgram } from './program.ts';
export {
  createPythonRunner,
  ExecutorFault,
  type PythonRunner,
  type PythonRunnerOptions,
  type SandboxOutcome,
  type SandboxPort,
} from './runner.ts';
