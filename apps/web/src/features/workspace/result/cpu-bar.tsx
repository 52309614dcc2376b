/**
 * CPU time of a run, split by process, in the colours of the lanes. Each part tells its process and time when it is
 * pointed at; read out, the bar tells all. The figures are in the table of processes too.
 */
import type { TestView } from '@lockstep/protocol';
import { formatMs } from '../../../shared/format.ts';
import { laneClass } from '../../../shared/ui/lanes.ts';
import { RESULT } from '../messages.ts';

export function CpuBar(props: {
  readonly test: Pick<TestView, 'processes'>;
  /** The process that is pointed at elsewhere. */
  readonly pointed?: number | null;
}) {
  const { processes } = props.test;
  const total = processes.reduce((sum, process) => sum + process.cpuMs, 0);
  if (total <= 0) return null;
  const words = processes.map(cpuWords).join(', ');
  return (
    <span className="cpu-bar" role="img" aria-label={`${RESULT.cpuBar}: ${words}`}>
      {processes.map((process) => (
        <i
          key={process.index}
          className={`${laneClass(process.index)}${process.index === props.pointed ? ' cpu-pointed' : ''}`}
          style={{ width: `${(100 * process.cpuMs) / total}%` }}
        />
      ))}
    </span>
  );
}

/** What a pointer or the focus shows beside a bar; the bar itself says the same to screen readers. */
export function CpuTip({ test }: { readonly test: Pick<TestView, 'processes'> }) {
  return (
    <span className="cpu-tip" aria-hidden="true">
      {test.processes.map((process) => (
        <span key={process.index}>
          <i className={`lane-dot ${laneClass(process.index)}`} />
          {cpuWords(process)}
        </span>
      ))}
    </span>
  );
}

function cpuWords({ name, cpuMs }: TestView['processes'][number]): string {
  return `${name} ${formatMs(cpuMs)}`;
}
