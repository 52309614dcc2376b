/** Two programs beside each other with the parts that both have. Letters name the parts, lines at the side bound them. */
import type { Attempt, SimilarSubmission } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { queryKeys } from '../api/queries.ts';
import { useServices } from '../api/services.tsx';
import { bringIntoView } from '../text/bring-into-view.ts';
import { CodeParts } from '../text/python-code.tsx';
import { pythonLines } from '../text/python-lines.ts';
import { Modal, ModalHead } from '../ui/modal.tsx';
import { scroller } from '../ui/scroller.ts';
import { LoadFailure, Skeleton } from '../ui/states.tsx';
import { type AlikeLine, type AlikePart, alikeLines, alikeParts } from './alike-lines.ts';
import { ALIKE, ATTEMPT } from './messages.ts';

export function AlikeDialog(props: {
  readonly attempt: Attempt;
  readonly other: SimilarSubmission;
  readonly onClose: () => void;
}) {
  const { attempt, other, onClose } = props;
  const { api } = useServices();
  const theirs = useQuery({
    queryKey: queryKeys.submission(other.submission),
    queryFn: ({ signal }) => api.submission(other.submission, signal),
  });
  const parts = useMemo(() => alikeParts(other.ranges), [other]);
  const [at, setAt] = useState<AlikePart | null>(null);
  const own = useRef<HTMLPreElement>(null);
  const beside = useRef<HTMLPreElement>(null);
  const name = ALIKE.attempt(other.number, other.candidate);
  const show = (part: AlikePart): void => {
    setAt(part);
    bringIntoView(own.current, part.own.from);
    bringIntoView(beside.current, part.other.from);
  };
  return (
    <Modal label={ALIKE.dialog} className="alike-dialog" onClose={onClose}>
      <ModalHead title={ALIKE.dialog} close={ALIKE.close} onClose={onClose} />
      <div className="alike-parts">
        <p className="small ink2">{ALIKE.hint}</p>
        <div className="alike-jumps">
          {parts.map((part) => (
            <button
              key={part.letter}
              type="button"
              className="button small"
              aria-pressed={part === at}
              onClick={() => show(part)}
            >
              {ALIKE.jump(part.letter, linesOf(part.own), linesOf(part.other))}
            </button>
          ))}
        </div>
      </div>
      <div className="alike-sides">
        {attempt.source === null ? (
          <p className="ink2">{ATTEMPT.noSource}</p>
        ) : (
          <Marked
            host={own}
            title={ALIKE.here}
            source={attempt.source}
            lines={alikeLines(parts, 'own')}
            at={at?.letter ?? null}
          />
        )}
        {theirs.data === undefined ? (
          theirs.error === null ? (
            <Skeleton lines={10} className="alike-loading" />
          ) : (
            <LoadFailure error={theirs.error} retry={() => void theirs.refetch()} />
          )
        ) : (
          <Marked
            host={beside}
            title={name}
            source={theirs.data.source}
            lines={alikeLines(parts, 'other')}
            at={at?.letter ?? null}
          />
        )}
      </div>
    </Modal>
  );
}

function linesOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return ALIKE.lines(from, to);
}

function Marked(props: {
  readonly host: React.RefObject<HTMLPreElement | null>;
  readonly title: string;
  readonly source: string;
  readonly lines: ReadonlyMap<number, AlikeLine>;
  /** The part that was gone to. */
  readonly at: string | null;
}) {
  const { host, title, source, lines, at } = props;
  const code = useMemo(() => pythonLines(source).map((parts, index) => ({ number: index + 1, parts })), [source]);
  return (
    <div className="alike-side">
      <h3>{title}</h3>
      <pre ref={host} className="code alike-code" {...scroller(ALIKE.code(title))}>
        {code.map(({ number, parts }) => {
          const line = lines.get(number);
          return (
            <span key={number} className={lookOf(line, at)} data-line={number}>
              <span className="alike-letter">
                {line?.begins.map((letter) => (
                  <b key={letter}>
                    <span className="sr">{ALIKE.place(letter)}</span>
                    <span aria-hidden="true">{letter}</span>
                  </b>
                ))}
              </span>
              <span className="alike-number">{number}</span>
              <span>
                <CodeParts parts={parts} />
              </span>
              {'\n'}
            </span>
          );
        })}
      </pre>
    </div>
  );
}

function lookOf(line: AlikeLine | undefined, at: string | null): string {
  if (line === undefined) return 'code-line';
  return at !== null && line.parts.includes(at) ? 'code-line alike-in alike-at' : 'code-line alike-in';
}
