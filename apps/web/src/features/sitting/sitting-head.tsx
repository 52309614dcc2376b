/** Which interview it is, and who one is in it. */
import type { TimedSitting } from '../../shared/api/interviews-api.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { SITTING } from './messages.ts';

/** Of the heading, which takes the focus when another part of the interview begins. */
export const SITTING_TITLE = 'sitting-title';

export function SittingHead({ view }: { readonly view: TimedSitting }) {
  return (
    <header className="sitting-head">
      <h1 id={SITTING_TITLE} tabIndex={-1}>
        {view.title}
      </h1>
      <p className="row ink2">
        <Icon name="people" small />
        {SITTING.for(view.candidate)}
      </p>
    </header>
  );
}
