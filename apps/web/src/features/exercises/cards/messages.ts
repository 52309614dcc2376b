/** Words of what only some visitors see on the list. Loaded with it. */
import { plural } from '../../../shared/format.ts';

export const CARDS = {
  firstAction: (title: string) => `See it fail: submit the starter of ${title}`,
  firstText: 'Half a minute, and no account.',
  continueTitle: 'Continue where you stopped',
  continueJudging: 'is being judged',
  continueWatch: 'Watch',
  continueGo: 'Continue',
  continueSolved: (title: string) => `${title} is solved. Next:`,
  continueNext: 'Next exercise',
  continueAllSolved: 'Every exercise is solved. There is nothing left to do here.',
  brokenTitle: (count: number) => `${plural(count, 'package')} could not be loaded`,
  brokenText: 'The others are not held up by them.',
} as const;
