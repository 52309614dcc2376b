export { Conversation, type ConversationEnd, ConversationEnded } from './conversation.ts';
export { type MissingProtection, SandboxFault, SandboxUnfit } from './faults.ts';
export { openSandboxPool, type SandboxPoolOptions } from './open-pool.ts';
export type { SandboxFacts, SandboxPool } from './pool.ts';
export type { SandboxProgram } from './program.ts';
export type { SandboxJob, SandboxRun } from './sandbox-process.ts';
export { loudCalls } from './seccomp.ts';
