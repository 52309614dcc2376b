import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cgroupsV1 } from '../src/cgroup-v1.ts';
import { cgroupsV2 } from '../src/cgroup-v2.ts';
import { groupName, isStale } from '../src/detect-cgroups.ts';

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

/** What the kernel would put into a new version 2 group. */
function kernelFiles(group: string): void {
  const files: Record<string, string> = {
    'memory.current': '1000',
    'memory.peak': '1000',
    'memory.events': 'low 0\noom 0\noom_kill 0\n',
    'pids.current': '1',
    'pids.events': 'max 0\n',
    'cpu.stat': 'usage_usec 5000\nuser_usec 1\n',
    'cgroup.procs': '',
    'cpu.weight': '100',
    'memory.swap.max': 'max',
  };
  for (const [name, text] of Object.entries(files)) put(`${group}/${name}`, text);
}

describe('version 2', () => {
  const own = '/service';
  beforeEach(() => {
    put('service/cgroup.controllers', 'cpuset cpu io memory pids\n');
    put('service/cgroup.subtree_control', '');
    put('service/cgroup.procs', '11\n12\n');
    put('service/lockstep.processes/cgroup.procs', '');
  });

  it('moves the processes of our group into a leaf before it enables controllers', () => {
    expect(cgroupsV2(root, own)?.version).toBe('v2');
    expect(read('service/lockstep.processes/cgroup.procs')).toBe('12');
    expect(read('service/cgroup.subtree_control')).toBe('+memory +pids +cpu');
  });

  it('is at home in the leaf too, where an earlier start put us', () => {
    put('service/cgroup.subtree_control', 'cpu memory pids\n');
    expect(cgroupsV2(root, '/service/lockstep.processes')?.version).toBe('v2');
  });

  it('is refused without its controllers, and where they cannot be enabled', () => {
    put('service/cgroup.controllers', 'cpu pids\n');
    expect(cgroupsV2(root, own)).toBeNull();
    expect(cgroupsV2(root, '/nowhere')).toBeNull();
  });

  it('limits beside what is in use, and counts from the beginning of the job', () => {
    const cgroups = cgroupsV2(root, own);
    const group = cgroups?.create(groupName('1'));
    const name = groupName('1');
    kernelFiles(`service/${name}`);
    group?.beginJob({ memoryBytes: 500, tasks: 7 });
    expect(read(`service/${name}/memory.max`)).toBe('1500');
    expect(read(`service/${name}/pids.max`)).toBe('8');
    put(`service/${name}/memory.peak`, '1400');
    put(`service/${name}/cpu.stat`, 'usage_usec 25000\n');
    put(`service/${name}/memory.events`, 'oom 1\noom_kill 2\n');
    put(`service/${name}/pids.events`, 'max 3\n');
    expect(group?.joinFiles).toEqual([path.join(root, 'service', name, 'cgroup.procs')]);
    expect(group?.result()).toMatchObject({ cpuMs: 20, oomKills: 2, refusedTasks: 3 });
  });
});

describe('version 1', () => {
  it('is refused where a controller is not mounted', () => {
    put('memory/cgroup.procs', '');
    put('pids/cgroup.procs', '');
    expect(cgroupsV1(root)).toBeNull();
  });
});

describe('groups of others', () => {
  it('are stale when their process is gone or another one has its pid', () => {
    expect(isStale(groupName('1'))).toBe(false);
    expect(isStale(`lockstep-${process.pid}-1-1`)).toBe(true);
    expect(isStale('lockstep-4194304-5-1')).toBe(true);
    expect(isStale('lockstep.processes')).toBe(false);
    expect(isStale('docker-abc')).toBe(false);
  });

  it('that are stale are removed, others stay', async () => {
    put('service/cgroup.controllers', 'cpu memory pids\n');
    put('service/cgroup.subtree_control', 'cpu memory pids\n');
    put('service/cgroup.procs', '');
    const alive = groupName('7');
    for (const name of ['lockstep-4194304-5-1', alive, 'other']) mkdirSync(path.join(root, 'service', name));
    await cgroupsV2(root, '/service')?.removeStale(isStale);
    const left = readdirSync(path.join(root, 'service'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(left.map((entry) => entry.name).sort()).toEqual([alive, 'other'].sort());
  });
});
