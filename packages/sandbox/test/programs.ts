/** A small PID 1 for tests: runs the job's source in a forked child and tells how it ended and what it printed. */
import type { SandboxJob, SandboxPoolOptions, SandboxRun } from '../src/index.ts';

const SUPERVISOR = `
import json, os, sys
os.closerange(4, 256)
os.write(3, b'{"kind":"ready"}\\n')
job = json.loads(sys.stdin.buffer.readline())
if job.get("inline"):
    exec(job["source"])
    os._exit(0)
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(3); os.close(r); os.dup2(w, 1); os.close(w); os.setsid()
    try:
        exec(compile(job["source"], "attack.py", "exec"), {})
        code = 0
    except BaseException as error:
        print(type(error).__name__, error)
        code = 9
    sys.stdout.flush()
    os._exit(code)
os.close(w)
_, status = os.waitpid(pid, 0)
os.kill(-1, 9) if os.listdir("/proc") and any(p.isdigit() and p != "1" for p in os.listdir("/proc")) else None
out = b""
while len(out) < 60000:
    piece = os.read(r, 4096)
    if not piece: break
    out += piece
os.write(3, json.dumps({"kind": "record", "code": os.waitstatus_to_exitcode(status), "out": out.decode("utf-8", "replace")}).encode() + b"\\n")
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

export function aJob(source: string, changes: Partial<SandboxJob> & { inline?: boolean } = {}): SandboxJob {
  const { inline = false, ...job } = changes;
  return {
    line: JSON.stringify({ source, inline }),
    wallMs: 10_000,
    cpuMs: 10_000,
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
