/** A small PID 1 for tests: runs the job's source in a forked child and tells how it ended and what it printed. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { SandboxJob, SandboxPoolOptions, SandboxRun } from '../src/index.ts';

const SUPERVISOR = `
import json, os, resource, sys
os.write(3, b'{"kind":"ready"}\\n')
job = json.loads(sys.stdin.buffer.readline())
if job["inline"]:
    exec(job["source"])
    os._exit(0)
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(3); os.close(r); os.dup2(w, 1); os.close(w); os.setsid()
    for name, value in job["rlimits"].items():
        resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
    try:
        exec(compile(job["source"], "attack.py", "exec"), {})
        code = 0
    except BaseException as error:
        print(type(error).__name__, error)
        code = 9
    sys.stdout.flush()
    os._exit(code)
os.close(w)
while os.wait()[0] != pid: pass
try: os.kill(-1, 9)
except ProcessLookupError: pass
out = b""
while len(out) < 60000:
    piece = os.read(r, 4096)
    if not piece: break
    out += piece
os.write(3, json.dumps({"kind": "record", "out": out.decode("utf-8", "replace")}).encode() + b"\\n")
`;

export const OPTIONS: SandboxPoolOptions = {
  program: {
    files: [{ path: '/lockstep/test.py', content: SUPERVISOR }],
    argv: ['/usr/bin/python3', '-I', '-B', '/lockstep/test.py'],
  },
  size: 1,
  tmpBytes: 16 * 2 ** 20,
  shmBytes: 16 * 2 ** 20,
};

export interface JobChanges extends Partial<SandboxJob> {
  /** Runs the source in PID 1 itself. */
  readonly inline?: boolean;
  /** What a supervisor sets inside, where no control group does. */
  readonly rlimits?: Readonly<Record<string, number>>;
}

export function aJob(source: string, { inline = false, rlimits = {}, ...job }: JobChanges = {}): SandboxJob {
  return {
    line: JSON.stringify({ source, inline, rlimits }),
    wallMs: 20_000,
    cpuMs: 20_000,
    memoryBytes: 64 * 2 ** 20,
    tasks: 32,
    maxReplyBytes: 100_000,
    ...job,
  };
}

/** What the job's source printed. */
export function printed(run: SandboxRun): string {
  if (run.record === null) throw new Error(`no record: ${JSON.stringify(run)}`);
  return JSON.parse(run.record).out;
}

/** The options with a word of its own in the command line of every process in the sandboxes. */
export function marked(marker: string): SandboxPoolOptions {
  const { program } = OPTIONS;
  return { ...OPTIONS, program: { ...program, argv: [...program.argv, marker] } };
}

/** Pids on this machine whose command line has `marker`: bubblewrap and what runs in it. */
export function sandboxProcesses(marker: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(marker);
      } catch {
        return false;
      }
    });
}

/** Waits for a condition; the test's time limit is the only one. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}
