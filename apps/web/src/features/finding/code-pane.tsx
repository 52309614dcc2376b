/** The submitted code: the line of the current step is lit, and each process has its name behind the line where it is. */
import type { Trace } from '@lockstep/protocol';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { bringIntoView } from '../../shared/text/bring-into-view.ts';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { laneOf, nameOf } from '../../shared/timeline/names.ts';
import { placesAfter } from '../../shared/timeline/object-states.ts';
import { FINDING_PAGE } from './messages.ts';

export function CodePane(props: { readonly source: string; readonly trace: Trace; readonly at: number }) {
  const { source, trace, at } = props;
  const host = useRef<HTMLDivElement>(null);
  const shown = trace.steps[at]?.line ?? null;
  const notes = useMemo(
    () =>
      new Map<number, ReactNode>(
        [...placesAfter(trace, at)].map(([line, paths]) => [
          line,
          <span key={line} className="place-tags">
            {paths.map((path) => (
              <span
                key={path}
                className={`place-tag ${laneOf(trace, path)}`}
                title={FINDING_PAGE.here(nameOf(trace, path))}
              >
                {nameOf(trace, path)}
              </span>
            ))}
          </span>,
        ]),
      ),
    [trace, at],
  );
  useEffect(() => {
    if (shown !== null) bringIntoView(host.current, shown);
  }, [shown]);
  return (
    <section className="finding-code" aria-label={FINDING_PAGE.code}>
      <header className="finding-pane-head">
        <h2>{FINDING_PAGE.code}</h2>
        <span className="spring" />
        <span className="small ink3">{shown === null ? '' : FINDING_PAGE.line(shown)}</span>
      </header>
      <div className="finding-source" ref={host}>
        <PythonCode source={source} numbered shownLine={shown} notes={notes} label={FINDING_PAGE.code} />
      </div>
    </section>
  );
}
