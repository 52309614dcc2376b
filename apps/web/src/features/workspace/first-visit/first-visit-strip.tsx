/** Three steps above the panes, for those who are here for the first time. Checked by what really happens. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { exercisesQuery } from '../../../shared/api/queries.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { BEGUN, type FirstVisit, keepFirstVisit, readFirstVisit } from '../../../shared/first-visit.ts';
import { StepLink } from '../../../shared/path/step-state.tsx';
import { Icon } from '../../../shared/ui/icon.tsx';
import { isMac, KeyHint, strokeText } from '../../../shared/ui/shortcut.tsx';
import { nextStepAfter } from '../commands/next-step.ts';
import type { FollowState } from '../result/follower.ts';
import { advance, FIRST_STEPS, type FirstStep, openStep, stageOf } from './first-steps.ts';
import { FIRST, FIRST_SENTENCES } from './messages.ts';
import './first-visit.css';

export default function FirstVisitStrip(props: {
  readonly slug: string;
  readonly state: FollowState;
  /** The visitor has stepped through a schedule. */
  readonly looked: boolean;
  readonly onShowSchedule: () => void;
  readonly onClose: () => void;
}) {
  const { state, looked, onClose } = props;
  const { store } = useServices();
  const [kept, setKept] = useState(() => readFirstVisit(store) ?? BEGUN);
  const visit = advance(kept, state, looked);
  useEffect(() => {
    if (visit === kept) return;
    keepFirstVisit(store, visit);
    setKept(visit);
  }, [visit, kept, store]);

  const close = (): void => {
    keepFirstVisit(store, { ...visit, over: true });
    onClose();
  };
  const stage = stageOf(visit, state);
  const open = openStep(visit);
  return (
    <section className="first-visit" aria-label={FIRST.label}>
      <ol>
        {FIRST_STEPS.map((step, at) => (
          <Step key={step} step={step} at={at + 1} visit={visit} current={step === open} />
        ))}
      </ol>
      <div className="first-say">
        <p role="status">{FIRST_SENTENCES[stage]}</p>
        {stage === 'race' || stage === 'deadlock' ? (
          <button type="button" className="button small" onClick={props.onShowSchedule}>
            <Icon name="arrow" small />
            {FIRST.show}
          </button>
        ) : null}
        {stage === 'accepted' ? <Next slug={props.slug} /> : null}
      </div>
      <button
        type="button"
        className="button quiet small square first-close"
        aria-label={FIRST.close}
        title={FIRST.close}
        onClick={close}
      >
        <Icon name="x" small />
      </button>
    </section>
  );
}

function Step(props: {
  readonly step: FirstStep;
  readonly at: number;
  readonly visit: FirstVisit;
  readonly current: boolean;
}) {
  const { step, at, visit, current } = props;
  const done = visit[step];
  return (
    <li className={done ? 'first-done' : undefined} aria-current={current ? 'step' : undefined}>
      <span className="first-mark" aria-hidden="true">
        {done ? <Icon name="check" small /> : at}
      </span>
      <span className="sr">
        {FIRST.place(at, FIRST_STEPS.length)}
        {done ? `, ${FIRST.done}` : ''}:{' '}
      </span>
      <span className="first-text">{FIRST.steps[step]}</span>
      {step === 'submitted' && !done ? <KeyHint keys={[strokeText('mod+shift+enter', isMac())]} /> : null}
    </li>
  );
}

function Next({ slug }: { readonly slug: string }) {
  const { api } = useServices();
  const list = useQuery(exercisesQuery(api)).data;
  const next = nextStepAfter(list, slug);
  return 'step' in next ? (
    <StepLink step={next.step} className="button small primary">
      {FIRST.next(next.step.item.title)}
      <Icon name="arrow" small />
    </StepLink>
  ) : (
    <Link to="/path" className="button small primary">
      {FIRST.toPath}
      <Icon name="arrow" small />
    </Link>
  );
}
