/** What is asked: the statement, signature, samples, how it is judged, limits, questions; then hints and the editorial. */
import type { ExerciseView } from '@lockstep/protocol';
import { memo } from 'react';
import { formatLimitBytes, formatLimitMs } from '../../shared/format.ts';
import { Prose } from '../../shared/text/prose.tsx';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { ExerciseQuestions } from './exercise-questions.tsx';
import { Help } from './help.tsx';
import { STATEMENT } from './messages.ts';

/** Does not change while one types. */
export const Statement = memo(function Statement({ exercise }: { readonly exercise: ExerciseView }) {
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
      <ExerciseQuestions slug={exercise.slug} />
      <Help exercise={exercise} />
    </div>
  );
});
