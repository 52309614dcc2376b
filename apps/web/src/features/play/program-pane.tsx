/** The program beside the schedule: the line of the last step is lit, and each process's next line has its name behind it. */
import type { Trace } from '@lockstep/protocol';
import { type ReactNode, type RefObject, useEffect, useMemo } from 'react';
import { bringIntoView } from '../../shared/text/bring-into-view.ts';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { laneOf, nameOf } from '../../shared/timeline/names.ts';
import { PLAY } from './messages.ts';
import { type Move, nextLines } from './moves-model.ts';

export function ProgramPane(props: {
  readonly program: string;
  readonly trace: Trace;
  readonly moves: readonly Move[];
  readonly host: RefObject<HTMLDivElement | null>;
}) {
  const { program, trace, moves, host } = props;
  const shown = trace.steps.at(-1)?.line ?? null;
  const next = useMemo(() => nextLines(moves), [moves]);
  // Not each step has a line: then it is about where somebody goes on, or about the last line that there was.
  const inView = shown ?? next.keys().next().value ?? trace.steps.findLast(({ line }) => line !== null)?.line ?? null;
  const notes = useMemo(
    () =>
      new Map<number, ReactNode>(
        [...next].map(([line, paths]) => [
          line,
          <span key={line} className="next-tags">
            {paths.map((path) => (
              <span key={path} className={`next-tag ${laneOf(trace, path)}`} title={PLAY.nextHere(nameOf(trace, path))}>
                {nameOf(trace, path)}
              </span>
            ))}
          </span>,
        ]),
      ),
    [next, trace],
  );
  useEffect(() => {
    if (inView !== null) bringIntoView(host.current, inView);
  }, [host, inView]);
  return (
    <section className="play-program" aria-label={PLAY.program}>
      <header className="play-head">
        <h2>{PLAY.program}</h2>
        <span className="small ink3">{PLAY.tags}</span>
      </header>
      <div className="play-code" ref={host}>
        <PythonCode source={program} numbered shownLine={shown} notes={notes} label={PLAY.program} />
      </div>
    </section>
  );
}
