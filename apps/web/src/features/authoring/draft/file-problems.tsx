/** What is wrong in the file that is open, below its editor: a click goes there. */
import { Icon } from '../../../shared/ui/icon.tsx';
import { EDITOR } from './messages.ts';

export interface FileProblem {
  /** From 1; null: the whole file. */
  readonly line: number | null;
  readonly message: string;
  /** Holds nothing up. */
  readonly hint?: boolean;
}

export function FileProblems(props: {
  readonly problems: readonly FileProblem[];
  readonly onGoTo: (line: number) => void;
}) {
  const { problems } = props;
  if (problems.length === 0) return null;
  return (
    <section className="file-problems" aria-label={EDITOR.problems(problems.length)}>
      <ul>
        {problems.map(({ line, message, hint = false }) => (
          <li key={`${line} ${message}`}>
            <button type="button" onClick={() => props.onGoTo(line ?? 1)}>
              <Icon name={hint ? 'question' : 'error'} small className={hint ? 'ink-warn' : 'ink-bad'} />
              <span className="nowrap ink3">{line === null ? EDITOR.wholeFile : EDITOR.line(line)}</span>
              <span>{message}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
