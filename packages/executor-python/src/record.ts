/** The supervisor's record (python/record.py), validated: it passes through a sandbox that holds hostile code. */
import { LimitKind, Observation, ProgramRun } from '@lockstep/protocol';
import { z } from 'zod';

/** The same bounds as in python/record.py and python/output.py. */
const MAX_PROCESSES = 512;
const MAX_OUTPUT_PARTS = 512;
const MAX_REFUSED_CALLS = 128;

export const Record = z.object({
  kind: z.literal('record'),
  killedFor: LimitKind.nullable(),
  exit: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('exited'), code: z.int() }),
    z.object({ kind: z.literal('signalled'), signal: z.int() }),
  ]),
  /** As it came from the program's main process, one line of printable ASCII: any text. Read by `observationOf`. */
  observation: z.string().nullable(),
  wallMs: z.number().min(0),
  /** Of the program's processes, as the supervisor saw it. */
  programCpuMs: z.number().min(0),
  supervisorCpuMs: z.number().min(0),
  peakBytes: z.number().min(0),
  processes: ProgramRun.shape.processes.max(MAX_PROCESSES),
  aliveTogether: z.int().min(0),
  leftovers: ProgramRun.shape.leftovers,
  refusedCalls: ProgramRun.shape.refusedCalls.max(MAX_REFUSED_CALLS),
  limitsReached: ProgramRun.shape.limitsReached,
  output: ProgramRun.shape.output.max(MAX_OUTPUT_PARTS),
});
export type Record = z.infer<typeof Record>;

/** The observation, or null when what came is none. Null is never acceptable, so a malformed one can only fail. */
export function observationOf(record: Record): Observation | null {
  if (record.observation === null) return null;
  const parsed = Observation.safeParse(parseJson(record.observation));
  return parsed.success ? parsed.data : null;
}

/** Null for what is no JSON: no schema here takes null for an answer. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
