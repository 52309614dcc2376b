/** The supervisor's record (python/supervisor.py), validated: it passes through a sandbox that holds hostile code. */
import { LimitKind, Observation, ProgramRun } from '@lockstep/protocol';
import { z } from 'zod';

const MAX_PROCESSES = 512;

export const Record = z.object({
  kind: z.literal('record'),
  killedFor: LimitKind.nullable(),
  exit: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('exited'), code: z.int() }),
    z.object({ kind: z.literal('signalled'), signal: z.int() }),
  ]),
  /** As it came from the program's main process: anything at all. Checked by `observationOf`. */
  observation: z.unknown(),
  wallMs: z.number().min(0),
  /** Of the program's processes, as the supervisor saw it. */
  programCpuMs: z.number().min(0),
  supervisorCpuMs: z.number().min(0),
  peakBytes: z.number().min(0),
  processes: ProgramRun.shape.processes.max(MAX_PROCESSES),
  aliveTogether: z.int().min(0),
  leftovers: ProgramRun.shape.leftovers,
  refusedCalls: ProgramRun.shape.refusedCalls.max(128),
  limitsReached: ProgramRun.shape.limitsReached,
  output: ProgramRun.shape.output.max(512),
});
export type Record = z.infer<typeof Record>;

/** The observation, or null when what came is none. Null is never acceptable, so a malformed one can only fail. */
export function observationOf(record: Record): Observation | null {
  const parsed = Observation.safeParse(record.observation);
  return parsed.success ? parsed.data : null;
}
