/** What is asked: the statement, signature, samples, how it is judged, limits. */
import type { ExerciseView } from '@lockstep/protocol';
import type { ReactNode } from 'react';
import { formatLimitBytes, formatLimitMs } from '../format.ts';
import { Prose } from '../text/prose.tsx';
import { PythonCode } from '../text/python-code.tsx';
import { STATEMENT } from './messages.ts';
import './statement.css';

type Asked = Pick<ExerciseView, 'statement' | 'signature' | 'samples' | 'judging' | 'limits'>;

/** `children`: what comes after it. */
export function StatementText({ exercise, children }: { readonly exercise: Asked; readonly children?: ReactNode }) {
  const { limits } = exercise;
  return (
    <div className="statement prose">
      <Prose text={exercise.statement} />
      <h3>{STATEMENT.signature}</h3>
      <PythonCode source={exercise.signature} label={STATEMENT.signature} />
      {exercise.samples.length > 0 ? <h3>{STATEMENT.samples}</h3> : null}
      {exercise.samples.map((sample) => (
        <div className="sample" key={sample.name}>
          <PythonCode
            source={`>>> ${sample.call}${sample.expected === null ? '' : `\n${sample.expected}`}`}
            label={sample.title}
          />
          {sample.explanation === null ? null : <Prose text={sample.explanation} />}
        </div>
      ))}
      <h3>{STATEMENT.judging}</h3>
      <ul>
        {exercise.judging.map((sentence) => (
          <li key={sentence}>
            <Prose text={sentence} />
          </li>
        ))}
      </ul>
      <h3>{STATEMENT.limits}</h3>
      <ul className="limits">
        <li>{STATEMENT.wall(formatLimitMs(limits.wallMs))}</li>
        <li>{STATEMENT.cpu(formatLimitMs(limits.cpuMs))}</li>
        <li>{STATEMENT.memory(formatLimitBytes(limits.memoryBytes))}</li>
        <li>{STATEMENT.processes(limits.processes)}</li>
        <li>{STATEMENT.output(formatLimitBytes(limits.outputBytes))}</li>
      </ul>
      {children}
    </div>
  );
}
