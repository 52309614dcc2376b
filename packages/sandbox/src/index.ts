export { type MissingProtection, SandboxFault, SandboxUnfit } from './faults.ts';
export { openSandboxPool, type SandboxFacts, type SandboxPool, type SandboxPoolOptions } from './pool.ts';
export type { SandboxProgram } from './program.ts';
export type { SandboxJob, SandboxRun } from './sandbox-process.ts';
export { loudCalls } from './seccomp.ts';
