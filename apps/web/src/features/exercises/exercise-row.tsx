/** One exercise in the list: state, title, usual failures, difficulty, the visitor's verdict. */
import type { ExerciseListItem } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { type ExerciseStatus, statusOf } from '../../shared/exercise-status.ts';
import { DifficultyMark } from '../../shared/ui/difficulty.tsx';
import { Icon, type IconName } from '../../shared/ui/icon.tsx';
import { VERDICT_FACES, VerdictChip, verdictOfCode } from '../../shared/ui/verdict.tsx';
import { LIST } from './messages.ts';

const STATUS_ICONS: Readonly<Record<ExerciseStatus, IconName>> = { solved: 'check', attempted: 'half', todo: 'circle' };
const STATUS_WORDS: Readonly<Record<ExerciseStatus, string>> = {
  solved: LIST.solved,
  attempted: LIST.attempted,
  todo: LIST.notStarted,
};

export function ExerciseRow({ item }: { readonly item: ExerciseListItem }) {
  const status = statusOf(item);
  return (
    <li>
      <Link to="/exercises/$slug" params={{ slug: item.slug }} className="exercise" data-exercise={item.slug}>
        <span className={`exercise-status status-${status}`} title={STATUS_WORDS[status]}>
          <Icon name={STATUS_ICONS[status]} />
        </span>
        <span className="exercise-text">
          <span className="exercise-title">{item.title}</span>
          <span className="exercise-summary">{item.summary}</span>
        </span>
        <span className="exercise-failures" title={LIST.usualFailures}>
          <span className="sr">{LIST.usualFailures} </span>
          {item.usualFailures.slice(0, 2).map((code) => {
            const face = VERDICT_FACES[verdictOfCode(code)];
            return (
              <span key={code}>
                <Icon name={face.icon} small />
                {face.lower}
              </span>
            );
          })}
        </span>
        <span className="exercise-size">
          <DifficultyMark difficulty={item.difficulty} />
          <span className="ink3 small">{LIST.minutes(item.minutes)}</span>
        </span>
        <span className="exercise-verdict">
          {item.verdict === null ? (
            <span className="ink3 small">{STATUS_WORDS[status]}</span>
          ) : (
            <VerdictChip verdict={item.verdict} />
          )}
        </span>
      </Link>
    </li>
  );
}
