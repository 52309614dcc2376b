/** CPU time of a run, split by process, in the colours of the lanes. The figures are in the table of processes too. */
import type { TestView } from '@lockstep/protocol';
import { formatMs } from '../../../shared/format.ts';
import { RESULT } from '../messages.ts';

/** Colour class of a process: main in grey, the others through the lanes. */
export function laneClass(index: number): string {
  return index === 0 ? 'lane-m' : `lane-${(index - 1) % 6}`;
}

export function CpuBar({ test }: { readonly test: Pick<TestView, 'processes'> }) {
  const total = test.processes.reduce((sum, process) => sum + process.cpuMs, 0);
  if (total <= 0) return null;
  const words = test.processes.map(({ name, cpuMs }) => `${name} ${formatMs(cpuMs)}`).join(', ');
  return (
    <span className="cpu-bar" role="img" aria-label={`${RESULT.cpuBar}: ${words}`} title={words}>
      {test.processes.map(({ index, cpuMs }) => (
        <i key={index} className={laneClass(index)} style={{ width: `${(100 * cpuMs) / total}%` }} />
      ))}
    </span>
  );
}
