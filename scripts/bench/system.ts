/** Figures of the whole system: latency from the request to the websocket, idle memory of each part. */
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { LiveMessage, SubmissionSummary } from '@lockstep/protocol';
import { WebSocket } from 'ws';
import { openSystem, type Part, type System } from '../system.ts';
import { type Figure, median } from './measure.ts';

const SOURCE = 'def count(n_procs, n):\n    return n_procs * n\n';

export async function systemFigures(times: number): Promise<Figure[]> {
  const system = await openSystem();
  try {
    const server = await system.server();
    const grader = await system.grader({ READY_SANDBOXES: '8' });
    const latency = await latencies(server, times);
    return [...latency, ...(await idleMemory(system, server, grader))];
  } finally {
    await system.close();
  }
}

/** POST to the first event and to the grader's first event, on a websocket that is open already. */
async function latencies(server: Part, times: number): Promise<Figure[]> {
  const first: number[] = [];
  const started: number[] = [];
  let cookie = '';
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    const response = await fetch(`${server.url}/api/submissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ slug: 'locked-counter', source: SOURCE, mode: 'samples' }),
    });
    cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie;
    const { id } = SubmissionSummary.parse(await response.json());
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, { headers: { cookie } });
    socket.on('open', () => socket.send(JSON.stringify({ kind: 'watch', submission: id, after: 0 })));
    socket.on('message', (data) => {
      const message = LiveMessage.parse(JSON.parse(String(data)));
      if (message.kind !== 'event') return;
      if (message.seq === 1) first.push(performance.now() - begin);
      if (message.event.kind === 'started') started.push(performance.now() - begin);
      if (message.event.kind === 'finished') socket.close();
    });
    await once(socket, 'close');
  }
  return [
    {
      name: 'POST to the first event at the websocket (opened after the answer)',
      value: median(first),
      unit: 'ms',
      samples: first.length,
      bound: '50 ms',
    },
    {
      name: 'POST to the first event of the grader at the websocket',
      value: median(started),
      unit: 'ms',
      samples: started.length,
    },
  ];
}

async function idleMemory(system: System, server: Part, grader: Part): Promise<Figure[]> {
  const parts: [string, number | undefined, string?][] = [
    ['server', server.child.pid],
    ['grader', grader.child.pid, 'without its sandboxes'],
    ['database', system.postgres.pid],
  ];
  const figures = parts.map(([name, pid, note]): Figure => {
    const pids = name === 'database' ? family(pid ?? 0) : [pid ?? 0];
    return {
      name: `idle memory of the ${name} (PSS)`,
      value: pss(pids),
      unit: 'MiB',
      samples: 1,
      ...(note === undefined ? {} : { note }),
    };
  });
  let sandboxes: number[] = [];
  // The last submission's sandboxes are being replaced; the pool is full when so many supervisors wait.
  while (sandboxes.filter((pid) => read(`/proc/${pid}/cmdline`).startsWith('/usr/bin/python3')).length < 8) {
    sandboxes = family(grader.child.pid ?? 0).slice(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
  figures.push({ name: 'idle memory of 8 ready sandboxes (PSS)', value: pss(sandboxes), unit: 'MiB', samples: 1 });
  return figures;
}

/** A process and all that come from it. */
function family(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const stat = read(`/proc/${name}/stat`);
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    parents.set(Number(name), parent);
  }
  const members = [root];
  for (const member of members) {
    for (const [pid, parent] of parents) if (parent === member) members.push(pid);
  }
  return members;
}

function pss(pids: readonly number[]): number {
  const kib = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kib.reduce((sum, value) => sum + value, 0) / 1024;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
