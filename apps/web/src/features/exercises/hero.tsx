/** The head of the list page. Its figure is computed, not drawn: both numbers are counted by the model beside it. */
import type { ReactNode } from 'react';
import { formatCount } from '../../shared/format.ts';
import { ProgressGraph } from '../../shared/ui/progress-graph.tsx';
import { progressGraph } from '../../shared/ui/progress-graph-model.ts';
import { LIST } from './messages.ts';

/** Twice: acquire, read, write, release; then exit. */
const TWO_LOCKED_INCREMENTS = 'arwlarwlx';

/** `action`: the one thing to do here, where there is one. */
export function Hero({ action }: { readonly action: ReactNode }) {
  const graph = progressGraph(TWO_LOCKED_INCREMENTS);
  const paths = formatCount(graph.paths);
  const unrestricted = formatCount(graph.unrestricted);
  return (
    <section className="hero">
      <div>
        <h1>{LIST.heroTitle}</h1>
        <p>{LIST.heroText}</p>
        {action}
      </div>
      <figure className="hero-figure">
        <div className="hero-graph">
          <span className="hero-axis-x" aria-hidden="true">
            {LIST.worker(0)} →
          </span>
          <span className="hero-axis-y" aria-hidden="true">
            ← {LIST.worker(1)}
          </span>
          <ProgressGraph graph={graph} size={180} label={LIST.graphLabel(paths, unrestricted)} />
        </div>
        <figcaption>
          <p className="caption">{LIST.graphTitle}</p>
          <p className="hero-number">{unrestricted}</p>
          <p className="small ink2">{LIST.graphUnrestricted}</p>
          <p className="hero-number">{paths}</p>
          <p className="small ink2">{LIST.graphPaths}</p>
          <p className="small ink2 hero-note">{LIST.graphNote}</p>
        </figcaption>
      </figure>
    </section>
  );
}
