/** The parts of the interview in their order, each a link with how the candidate stands. */
import type { ItemStanding } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import type { TimedSitting } from '../../shared/api/interviews-api.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { VerdictChip } from '../../shared/ui/verdict.tsx';
import { RUNNING, STANDING } from './messages.ts';
import { addressOf } from './sitting-model.ts';

/** `over`: nothing can be added any more. */
export function ItemCards({ view, over }: { readonly view: TimedSitting; readonly over: boolean }) {
  return (
    <ol className="sitting-items">
      {view.items.map((item, index) => (
        <li key={addressOf(item)} className="card">
          <Link to={addressOf(item)} className="sitting-item">
            <span className="sitting-place">{index + 1}</span>
            <span className="sitting-item-title">
              <b>{item.title}</b>
              <span className="row small ink3">
                <Icon name={item.kind === 'exercise' ? 'code' : 'question'} small />
                {STANDING[item.kind]}, {RUNNING.minutes(item.minutes)}
              </span>
            </span>
            <span className="sitting-standing">
              {item.kind === 'exercise' ? (
                <ExerciseStanding item={item} most={view.submissions} over={over} />
              ) : (
                <AnswerStanding item={item} told={view.feedback === 'findings'} over={over} />
              )}
            </span>
            <Icon name="chevron" className="ink3" />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function ExerciseStanding(props: {
  readonly item: ItemStanding;
  readonly most: number | null;
  readonly over: boolean;
}) {
  const { item, most, over } = props;
  if (item.tries === 0) return <Untouched text={over ? STANDING.neverSubmitted : STANDING.notSubmitted} />;
  return (
    <>
      {item.verdict === null ? (
        <span className="ink2">{STANDING.submitted}</span>
      ) : (
        <VerdictChip verdict={item.verdict} />
      )}
      <span className="small ink2">{STANDING.tries(item.tries, most)}</span>
    </>
  );
}

function AnswerStanding(props: { readonly item: ItemStanding; readonly told: boolean; readonly over: boolean }) {
  const { item, told, over } = props;
  if (item.tries === 0) return <Untouched text={over ? STANDING.neverAnswered : STANDING.notAnswered} />;
  if (!told || item.right === null) {
    return (
      <span className="chip">
        <Icon name="check" small />
        {STANDING.kept}
      </span>
    );
  }
  return (
    <>
      <span className={`chip tone-${item.right ? 'good' : 'bad'}`}>
        <Icon name={item.right ? 'check' : 'x'} small />
        {item.right ? STANDING.right : STANDING.wrong}
      </span>
      <span className="small ink2">{STANDING.answers(item.tries)}</span>
    </>
  );
}

function Untouched({ text }: { readonly text: string }) {
  return (
    <span className="row small ink2">
      <Icon name="circle" small />
      {text}
    </span>
  );
}
