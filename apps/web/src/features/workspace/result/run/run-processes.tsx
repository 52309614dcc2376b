/** The processes of a run: their share of the CPU time as a bar, whose legend is the table below it. */
import type { TestView } from '@lockstep/protocol';
import { useState } from 'react';
import { formatMs } from '../../../../shared/format.ts';
import { laneClass } from '../../../../shared/ui/lanes.ts';
import { CpuBar } from '../cpu-bar.tsx';
import { RUN } from './messages.ts';
import './run.css';

export function RunProcesses({ test }: { readonly test: Pick<TestView, 'processes'> }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const { processes } = test;
  if (processes.length === 0) return null;
  const total = processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return (
    <section>
      <h4>{RUN.processes}</h4>
      <CpuBar test={test} pointed={pointed} />
      <table className="processes">
        <thead>
          <tr>
            <th scope="col">{RUN.process}</th>
            <th scope="col" className="number">
              {RUN.cpu}
            </th>
            <th scope="col" className="number">
              {RUN.share}
            </th>
            <th scope="col" className="number">
              {RUN.exitCode}
            </th>
          </tr>
        </thead>
        <tbody>
          {processes.map(({ index, name, cpuMs, exitCode }) => (
            <tr
              key={index}
              className={index === pointed ? 'process-pointed' : undefined}
              onMouseEnter={() => setPointed(index)}
              onMouseLeave={() => setPointed(null)}
            >
              <td className="mono">
                <span className={`lane-dot ${laneClass(index)}`} aria-hidden="true" />
                {name}
              </td>
              <td className="number">{formatMs(cpuMs)}</td>
              <td className="number">{total > 0 ? `${Math.round((100 * cpuMs) / total)} %` : RUN.noExit}</td>
              <td className={exitCode !== null && exitCode !== 0 ? 'number ink-bad' : 'number'}>
                {exitCode ?? RUN.noExit}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
