/** In place of a part of the result whose code could not be loaded. */
import { Icon } from '../../../shared/ui/icon.tsx';
import { RESULT } from '../messages.ts';

export function MissingPart() {
  return (
    <p className="strip strip-quiet">
      <Icon name="offline" small />
      <span>{RESULT.partMissing}</span>
    </p>
  );
}
