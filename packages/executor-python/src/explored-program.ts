/**
 * A program under exploration: asks the supervisor (python/explore.py) in a sandbox of its own what the program
 * announces, and validates what it says. The far end runs hostile code: everything is checked here, once.
 */
import { Announcement, type Limits, type PythonValue, type Response, type StartMethod } from '@lockstep/protocol';
import { z } from 'zod';
import { parseJson } from './record.ts';

/** What is needed of a pool of sandboxes. */
export interface ConversingPool {
  converse(
    job: {
      readonly line: string;
      readonly wallMs: number;
      readonly cpuMs: number;
      readonly memoryBytes: number;
      readonly tasks: number;
      readonly maxReplyBytes: number;
    },
    signal?: AbortSignal,
  ): Promise<{ ask(line: string): Promise<string>; close(): void }>;
}

export interface ExploredJob {
  readonly source: string;
  readonly entry: string;
  readonly args: readonly PythonValue[];
  readonly startMethod: StartMethod;
  readonly limits: Limits;
}

/** As the supervisor's answers tell; `lost`: the sandbox ended by a limit of its own. */
export type ExploredFaultReason = 'stuck' | 'died' | 'garbage' | 'nondeterministic' | 'lost';

/** The program, not we, is why it cannot be evaluated further. */
export class ExploredFault extends Error {
  override readonly name = 'ExploredFault';
  readonly reason: ExploredFaultReason;

  constructor(reason: ExploredFaultReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export type ExploredQuestion =
  | { readonly kind: 'root' }
  | { readonly kind: 'respond'; readonly at: number; readonly response: Response }
  | { readonly kind: 'child'; readonly at: number }
  /** As `respond`, by a new executor that replays the whole history: what an audit compares. */
  | { readonly kind: 'again'; readonly at: number; readonly response: Response };

export interface ExploredPoint {
  readonly ref: number;
  readonly announcement: Announcement;
}

export interface ExploredProgram {
  /** Answers all questions, in order. Throws ExploredFault. */
  ask(questions: readonly ExploredQuestion[]): Promise<readonly { readonly points: readonly ExploredPoint[] }[]>;
  /** The program as one tree of real processes that wait for a response at each operation; the one before is ended. */
  real(): RealProcesses;
  /** Executors that were started so far. */
  readonly executors: number;
  /** Whether the program could notice that it is explored, by the names in its code; `seeks`: it names what is ours. */
  readonly notices: 'seeks' | 'could' | 'cannot';
  /** Ends it. */
  close(): void;
}

/** Real processes, scheduled one at a time. */
export interface RealProcesses {
  /**
   * Answers one process (null: the main process begins) and waits for what these announce next; null for one that does
   * not. Rejects as the conversation does.
   */
  step(
    respond: { readonly process: string; readonly response: Response } | null,
    awaited: readonly string[],
  ): Promise<ReadonlyMap<string, Announcement | null>>;
}

const Announced = z.strictObject({ announced: z.record(z.string(), z.string().nullable()) });

/** Bounds of the whole exploration of one program; the search has its own, narrower ones. */
const WALL_MS = 60_000;
const CPU_MS = 60_000;
const TASKS = 128;
const EXECUTOR_CPU_SECONDS = 10;
const EXECUTOR_MEMORY_BYTES = 2 ** 30;
const STEP_SECONDS = 5;
const MAX_REPLY_BYTES = 64 * 2 ** 20;

const Answer = z.union([
  z
    .array(z.tuple([z.int().min(0), z.string()]))
    .min(1)
    .max(10_001),
  z.strictObject({ fault: z.enum(['stuck', 'died', 'garbage', 'nondeterministic']), text: z.string() }),
]);
const Answers = z.strictObject({
  answers: z.array(z.unknown()),
  forks: z.int().min(0),
  notices: z.enum(['seeks', 'could', 'cannot']),
});

/** Begins the evaluation of a program. Rejects as the pool does. */
export async function openExploredProgram(
  pool: ConversingPool,
  job: ExploredJob,
  signal?: AbortSignal,
): Promise<ExploredProgram> {
  const { limits, ...rest } = job;
  const line = JSON.stringify({
    kind: 'explore',
    ...rest,
    limits: { cpuSeconds: EXECUTOR_CPU_SECONDS, memoryBytes: EXECUTOR_MEMORY_BYTES, stepSeconds: STEP_SECONDS },
  });
  const conversation = await pool.converse(
    {
      line,
      wallMs: WALL_MS,
      cpuMs: CPU_MS,
      memoryBytes: Math.max(limits.memoryBytes, EXECUTOR_MEMORY_BYTES),
      tasks: TASKS,
      maxReplyBytes: MAX_REPLY_BYTES,
    },
    signal,
  );
  let executors = 0;
  let notices: ExploredProgram['notices'] = 'cannot';
  return {
    get executors() {
      return executors;
    },
    get notices() {
      return notices;
    },
    real: () => ({ step: (respond, awaited) => stepReal(conversation, respond, awaited) }),
    ask: async (questions) => {
      const asked = questions.map((question) => {
        switch (question.kind) {
          case 'root':
            return ['root'];
          case 'child':
            return ['child', question.at];
          default:
            return [question.kind, question.at, question.response];
        }
      });
      let reply: string;
      try {
        reply = await conversation.ask(JSON.stringify({ ask: asked }));
      } catch (error) {
        signal?.throwIfAborted();
        throw lost(error);
      }
      const parsed = Answers.safeParse(parseJson(reply));
      if (!parsed.success || parsed.data.answers.length !== questions.length) {
        throw new ExploredFault('garbage', 'the supervisor answered something else than it was asked');
      }
      executors = parsed.data.forks;
      notices = parsed.data.notices;
      return parsed.data.answers.map(answerOf);
    },
    close: () => conversation.close(),
  };
}

async function stepReal(
  conversation: { ask(line: string): Promise<string> },
  respond: { readonly process: string; readonly response: Response } | null,
  awaited: readonly string[],
): Promise<ReadonlyMap<string, Announcement | null>> {
  const asked = { real: respond === null ? null : [respond.process, respond.response], await: awaited };
  const parsed = Announced.safeParse(parseJson(await conversation.ask(JSON.stringify(asked))));
  const told = parsed.success ? parsed.data.announced : {};
  return new Map(
    awaited.map((process) => {
      const announcement = Announcement.safeParse(parseJson(told[process] ?? ''));
      return [process, announcement.success ? announcement.data : null] as const;
    }),
  );
}

function answerOf(raw: unknown): { points: ExploredPoint[] } {
  const answer = Answer.safeParse(raw);
  if (!answer.success) throw new ExploredFault('garbage', 'an answer that is none');
  if (!Array.isArray(answer.data)) throw new ExploredFault(answer.data.fault, answer.data.text);
  return {
    points: answer.data.map(([ref, text]) => {
      const announcement = Announcement.safeParse(parseJson(text));
      if (!announcement.success) {
        const issue = announcement.error.issues[0];
        throw new ExploredFault(
          'garbage',
          `an announcement is malformed at ${issue?.path.join('.')}: ${issue?.message}`,
        );
      }
      return { ref, announcement: announcement.data };
    }),
  };
}

/** The sandbox ended: by a limit that the program reached, or by a fault of ours, which is thrown as it came. */
function lost(error: unknown): unknown {
  const end = (error as { end?: { killedBy: string | null; oomKills: number; diagnostics: string } }).end;
  if (end === undefined) return error;
  if (end.killedBy === null && end.oomKills === 0)
    return new Error(`the supervisor ended: ${end.diagnostics.slice(-2_000)}`);
  return new ExploredFault('lost', `the exploration used more than it may (${end.killedBy ?? 'memory'})`);
}
