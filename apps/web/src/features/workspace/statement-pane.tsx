/** What is asked: the statement, signature, samples, how it is judged, limits. */
import type { ExerciseView } from '@lockstep/protocol';
import { memo } from 'react';
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { formatLimitBytes, formatLimitMs } from '../../shared/format.ts';
import { PythonCode } from './editor/python-code.tsx';
import { STATEMENT } from './messages.ts';

/** Headings start below the pane's own; code has the editor's colours. */
const COMPONENTS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  a: ({ children, href }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  pre: ({ children, node }) => {
    const code = node?.children[0];
    const language = code?.type === 'element' ? String(code.properties.className ?? '') : '';
    const text =
      code?.type === 'element' ? code.children.map((part) => (part.type === 'text' ? part.value : '')).join('') : '';
    return language.includes('python') || language.includes('pycon') ? (
      <PythonCode source={text} label={STATEMENT.codeBlock} />
    ) : (
      <pre className="code">{children}</pre>
    );
  },
  table: ({ children }) => (
    <div className="statement-table">
      <table>{children}</table>
    </div>
  ),
};

function Prose({ text }: { readonly text: string }) {
  return (
    <Markdown remarkPlugins={[remarkGfm]} rehypePlugins={[rehypeSanitize]} components={COMPONENTS}>
      {text}
    </Markdown>
  );
}

/** Does not change while one types. */
export const Statement = memo(function Statement({ exercise }: { readonly exercise: ExerciseView }) {
  const { limits } = exercise;
  return (
    <div className="statement">
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
    </div>
  );
});
