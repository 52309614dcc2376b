/** How a mutant differs from the program it was made of. */
import type { SourceChange } from '@lockstep/protocol';

/** The lines between what both begin and what both end with. Pure; linear. */
export function sourceChange(before: string, after: string): SourceChange {
  const old = before.split('\n');
  const young = after.split('\n');
  const most = Math.min(old.length, young.length);
  let same = 0;
  while (same < most && old[same] === young[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < most - same && old.at(-1 - sameAtEnd) === young.at(-1 - sameAtEnd)) sameAtEnd += 1;
  return {
    line: same + 1,
    removed: old.slice(same, old.length - sameAtEnd),
    added: young.slice(same, young.length - sameAtEnd),
  };
}
