/** Difficulty as word and one to three bars. */
import type { Difficulty } from '@lockstep/protocol';
import { DIFFICULTY_WORDS } from './messages.ts';

const BARS: Readonly<Record<Difficulty, number>> = { 'first-steps': 1, medium: 2, hard: 3 };

export function DifficultyMark({ difficulty }: { readonly difficulty: Difficulty }) {
  return (
    <span className="difficulty">
      <i aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <b key={bar} className={bar <= BARS[difficulty] ? 'on' : ''} />
        ))}
      </i>
      {DIFFICULTY_WORDS[difficulty]}
    </span>
  );
}
