/** Packages that could not be loaded, with the reason of each. Loaded when there is one. */
import type { ExerciseList } from '@lockstep/protocol';
import { Icon } from '../../../shared/ui/icon.tsx';
import { CARDS } from './messages.ts';

export default function BrokenPackages({ broken }: { readonly broken: ExerciseList['broken'] }) {
  return (
    <details className="broken">
      <summary>
        <Icon name="error" small /> {CARDS.brokenTitle(broken.length)}
        <span className="ink3"> · {CARDS.brokenText}</span>
      </summary>
      <ul>
        {broken.map(({ slug, error }) => (
          <li key={slug}>
            <code>{slug}</code>
            <pre>{error}</pre>
          </li>
        ))}
      </ul>
    </details>
  );
}
