/** Status buttons with their counts, and the two menus. */
import { type Difficulty, Difficulty as DifficultySchema, type VerdictCode } from '@lockstep/protocol';
import type { ExerciseStatus } from '../../shared/exercise-status.ts';
import { DIFFICULTY_WORDS } from '../../shared/ui/messages.ts';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { VERDICT_FACES, verdictOfCode } from '../../shared/ui/verdict.tsx';
import type { ExerciseFilter } from './filter.ts';
import { LIST } from './messages.ts';

const MOVE_KEYS = ['J', 'K'] as const;

export function FilterBar(props: {
  readonly filter: ExerciseFilter;
  readonly counts: Readonly<Record<'all' | ExerciseStatus, number>>;
  readonly failures: readonly VerdictCode[];
  readonly onFilter: (filter: ExerciseFilter) => void;
}) {
  const { filter, counts, onFilter } = props;
  return (
    <div className="filters">
      <fieldset className="segments">
        <legend className="sr">{LIST.status}</legend>
        {([null, 'todo', 'attempted', 'solved'] as const).map((status) => (
          <button
            key={status ?? 'all'}
            type="button"
            aria-pressed={filter.status === status}
            onClick={() => onFilter({ ...filter, status })}
          >
            {LIST.statuses[status ?? 'all']} <span className="segment-count">{counts[status ?? 'all']}</span>
          </button>
        ))}
      </fieldset>
      <span className="spring" />
      <select
        className="select"
        aria-label={LIST.difficulty}
        value={filter.difficulty ?? ''}
        onChange={(event) => onFilter({ ...filter, difficulty: (event.target.value || null) as Difficulty | null })}
      >
        <option value="">{LIST.anyDifficulty}</option>
        {DifficultySchema.options.map((difficulty) => (
          <option key={difficulty} value={difficulty}>
            {DIFFICULTY_WORDS[difficulty]}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label={LIST.failure}
        value={filter.failure ?? ''}
        onChange={(event) => onFilter({ ...filter, failure: (event.target.value || null) as VerdictCode | null })}
      >
        <option value="">{LIST.anyFailure}</option>
        {props.failures.map((code) => (
          <option key={code} value={code}>
            {VERDICT_FACES[verdictOfCode(code)].word}
          </option>
        ))}
      </select>
      <span className="filters-keys small ink3" aria-hidden="true">
        <KeyHint keys={MOVE_KEYS} /> {LIST.move}
      </span>
    </div>
  );
}
