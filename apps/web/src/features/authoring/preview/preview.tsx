/** What the open file will look like to a candidate; while it is typed. */
import type { ExerciseView } from '@lockstep/protocol';
import { Hints } from '../../../shared/statement/hints.tsx';
import { StatementText } from '../../../shared/statement/statement-text.tsx';
import { Prose } from '../../../shared/text/prose.tsx';
import { PythonCode } from '../../../shared/text/python-code.tsx';
import { PREVIEW } from '../draft/messages.ts';
import { listTexts } from '../form/form-values.ts';
import { kindOf } from '../tree/package-files.ts';
import { parseYaml, yamlValue } from '../yaml/yaml-tree.ts';

export function Preview(props: {
  /** The file that is open, with what stands in its editor; null: none, or it is on its way. */
  readonly path: string | null;
  readonly content: string | null;
  /** The exercise as it was checked last; null: the package is not whole. */
  readonly exercise: ExerciseView | null;
}) {
  const { path, content, exercise } = props;
  const kind = path === null ? 'other' : kindOf(path);
  if (content !== null && (kind === 'editorial' || kind === 'prose')) {
    return (
      <div className="statement prose">
        <Prose text={content} />
      </div>
    );
  }
  if (content !== null && kind === 'hints') return <HintList text={content} />;
  if (exercise === null) {
    return (
      <div className="statement prose">
        <p className="side-note">{PREVIEW.broken}</p>
        {kind === 'statement' && content !== null ? <Prose text={content} /> : null}
      </div>
    );
  }
  return (
    <Candidate
      exercise={kind === 'statement' && content !== null ? { ...exercise, statement: content } : exercise}
      starter={kind === 'starter' && content !== null ? content : exercise.starter}
    />
  );
}

/** The statement, and below it what the editor begins with. */
export function Candidate({ exercise, starter }: { readonly exercise: ExerciseView; readonly starter: string }) {
  return (
    <StatementText exercise={exercise}>
      {exercise.hints.length > 0 ? <Hints hints={exercise.hints} /> : null}
      <h3>{PREVIEW.starter}</h3>
      <PythonCode source={starter} label={PREVIEW.starterLabel} numbered />
    </StatementText>
  );
}

/** All of them, though candidates open one after the other. */
function HintList({ text }: { readonly text: string }) {
  const node = parseYaml(text);
  const hints = node === undefined ? null : listTexts(yamlValue(node));
  if (hints === null) return <p className="side-text ink2">{PREVIEW.unread}</p>;
  return (
    <ol className="hint-list">
      {[...hints.entries()].map(([index, hint]) => (
        <li key={`${index} ${hint}`} className="prose">
          <h3>{PREVIEW.hint(index + 1)}</h3>
          <Prose text={hint} />
        </li>
      ))}
    </ol>
  );
}
