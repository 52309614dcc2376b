/** CPU time of a run, split by process, in the colours of the lanes. The figures are in the table of processes too. */
import type { TestView } from '@lockstep/protocol';
import { formatMs } from '../../../shared/format.ts';
import { laneClass } from '../../../shared/ui/lanes.ts';
import { RESULT } from '../messages.ts';

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
