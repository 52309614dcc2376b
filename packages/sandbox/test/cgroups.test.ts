import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cgroupsV1 } from '../src/cgroup-v1.ts';
import { cgroupsV2 } from '../src/cgroup-v2.ts';
import { detectCgroups } from '../src/detect-cgroups.ts';

/** A folder with the files that the kernel would show. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'lockstep-cgroup-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('version 2', () => {
  const own = '/service';
  const ALL = 'cpuset cpu io memory pids\n';
  beforeEach(() => {
    put('cgroup.controllers', ALL);
    put('cgroup.subtree_control', '');
    put('service/cgroup.controllers', ALL);
    put('service/cgroup.subtree_control', '');
    put('service/cgroup.procs', '11\n12\n');
    put('service/lockstep.processes/cgroup.procs', '');
  });

  /** What the kernel would put into a new group. */
  function kernelFiles(group: string): void {
    const files: Record<string, string> = {
      'memory.current': '1000\n',
      'memory.peak': '5000\n',
      'memory.events': 'low 0\noom 1\noom_kill 1\n',
      'pids.current': '1\n',
      'pids.events': 'max 2\n',
      'cpu.stat': 'usage_usec 5000\nuser_usec 1\n',
      'cgroup.procs': '',
      'cpu.weight': '25',
      'memory.swap.max': '0',
    };
    for (const [name, text] of Object.entries(files)) put(`${group}/${name}`, text);
  }

  it('moves the processes of our group into a leaf before it enables controllers', () => {
    expect(cgroupsV2(root, own)?.version).toBe('v2');
    expect(read('service/lockstep.processes/cgroup.procs')).toBe('12');
    expect(read('service/cgroup.subtree_control')).toBe('+memory +pids +cpu');
  });

  it('is at home in the leaf too, where an earlier start put us', () => {
    put('service/cgroup.subtree_control', 'cpu memory pids\n');
    cgroupsV2(root, '/service/lockstep.processes')?.create('a');
    expect(existsSync(path.join(root, 'service/a/memory.max'))).toBe(true);
    expect(read('service/cgroup.subtree_control')).toBe('cpu memory pids\n');
  });

  it('moves nobody where it may have a group at the top', () => {
    put('cgroup.subtree_control', 'cpu memory pids\n');
    put('lockstep/cgroup.subtree_control', '');
    cgroupsV2(root, own)?.create('a');
    expect(existsSync(path.join(root, 'lockstep/a/memory.max'))).toBe(true);
    expect(read('lockstep/cgroup.subtree_control')).toBe('+memory +pids +cpu');
    expect(read('service/lockstep.processes/cgroup.procs')).toBe('');
  });

  it('is refused without its controllers, and where they cannot be enabled', () => {
    put('service/cgroup.controllers', 'cpu pids\n');
    expect(cgroupsV2(root, own)).toBeNull();
    expect(cgroupsV2(root, '/nowhere')).toBeNull();
    expect(cgroupsV2(path.join(root, 'nothing'), own)).toBeNull();
  });

  it('gives a waiting sandbox room and little weight', () => {
    const group = cgroupsV2(root, own)?.create('a');
    expect(group?.joinFiles).toEqual([path.join(root, 'service/a/cgroup.procs')]);
    expect(read('service/a/memory.max')).toBe(String(512 * 2 ** 20));
    expect(read('service/a/pids.max')).toBe('64');
  });

  it('limits beside what is in use, and counts from the beginning of the job', () => {
    const group = cgroupsV2(root, own)?.create('a');
    kernelFiles('service/a');
    group?.beginJob({ memoryBytes: 500, tasks: 7 });
    expect(read('service/a/memory.max')).toBe('1500');
    expect(read('service/a/pids.max')).toBe('8');
    expect(read('service/a/cpu.weight')).toBe('100');
    expect(group?.result()).toMatchObject({ cpuMs: 0, oomKills: 0, refusedTasks: 0 });
    // Written through the descriptor that was told to forget, and read through it.
    expect(read('service/a/memory.peak')).toBe('0000\n');
    put('service/a/memory.peak', '1400\n');
    put('service/a/cpu.stat', 'usage_usec 25000\n');
    put('service/a/memory.events', 'oom 1\noom_kill 3\n');
    put('service/a/pids.events', 'max 5\n');
    expect(group?.result()).toEqual({ cpuMs: 20, peakBytes: 400, oomKills: 2, refusedTasks: 3 });
  });

  it('knows no peak where the kernel keeps none', () => {
    const group = cgroupsV2(root, own)?.create('a');
    kernelFiles('service/a');
    rmSync(path.join(root, 'service/a/memory.peak'));
    group?.beginJob({ memoryBytes: 500, tasks: 7 });
    expect(group?.result().peakBytes).toBeNull();
  });

  it('removes stale groups, others stay', async () => {
    for (const name of ['stale', 'alive']) mkdirSync(path.join(root, 'service', name));
    await cgroupsV2(root, own)?.removeStale((name) => name === 'stale');
    const left = readdirSync(path.join(root, 'service'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(left.map(({ name }) => name).sort()).toEqual(['alive', 'lockstep.processes']);
  });

  it('removes its group, and one that is gone already', async () => {
    const group = cgroupsV2(root, own)?.create('a');
    rmSync(path.join(root, 'service/a'), { recursive: true });
    await group?.remove();
    expect(existsSync(path.join(root, 'service/a'))).toBe(false);
  });
});

describe('version 1', () => {
  const controllers = ['memory', 'pids', 'cpuacct', 'cpu'];
  const mounted = () => {
    for (const controller of controllers) put(`${controller}/cgroup.procs`, '');
  };

  it('is refused where a controller is not mounted', () => {
    put('memory/cgroup.procs', '');
    put('pids/cgroup.procs', '');
    expect(cgroupsV1(root)).toBeNull();
  });

  it('leaves nothing when a group cannot be made in every controller', () => {
    mounted();
    put('cpu/a', 'in the way');
    expect(() => cgroupsV1(root)?.create('a')).toThrow();
    for (const controller of ['memory', 'pids', 'cpuacct'])
      expect(existsSync(path.join(root, controller, 'a'))).toBe(false);
  });

  it('limits beside what is in use, memory and swap together, and counts from the beginning of the job', () => {
    mounted();
    const group = cgroupsV1(root)?.create('a');
    put('memory/a/memory.usage_in_bytes', '1000\n');
    put('memory/a/memory.max_usage_in_bytes', '9000\n');
    put('memory/a/memory.memsw.limit_in_bytes', '');
    put('memory/a/memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 1\n');
    put('pids/a/pids.current', '2\n');
    put('pids/a/pids.events', 'max 4\n');
    put('cpuacct/a/cpuacct.usage', '5000000\n');
    group?.beginJob({ memoryBytes: 500, tasks: 7 });
    expect(read('memory/a/memory.limit_in_bytes')).toBe('1500');
    expect(read('memory/a/memory.memsw.limit_in_bytes')).toBe('1500');
    expect(read('memory/a/memory.max_usage_in_bytes')).toBe('0');
    expect(read('pids/a/pids.max')).toBe('9');
    put('memory/a/memory.max_usage_in_bytes', '1300\n');
    put('memory/a/memory.oom_control', 'oom_kill 3\n');
    put('pids/a/pids.events', 'max 5\n');
    put('cpuacct/a/cpuacct.usage', '25000000\n');
    expect(group?.result()).toEqual({ cpuMs: 20, peakBytes: 300, oomKills: 2, refusedTasks: 1 });
  });
});

it('no control groups are found where nothing is mounted', async () => {
  expect(await detectCgroups(root)).toBeNull();
});
