/** Words of the row that says who else is in the editor. Loaded with it. */
import { together } from '../../../../shared/live-code/messages.ts';

export const OTHERS = {
  watching: (names: readonly string[]) => `${together(names)} ${names.length === 1 ? 'is' : 'are'} watching`,
  points: (name: string, line: number) => `${name} points at line ${line}`,
} as const;
