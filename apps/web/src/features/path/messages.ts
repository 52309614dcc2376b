/** Words of the learning path. */
import { formatCount, plural } from '../../shared/format.ts';

export const PATH = {
  title: 'Learning path',
  text: 'Everything in the order in which it builds up. A few questions come before each exercise: short, and with every answer explained.',
  progress: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} done`,
  progressLabel: (title: string) => `Progress: ${title}`,
  whole: 'the whole path',
  begin: 'Begin',
  continue: 'Continue',
  next: 'Next',
  minutes: (minutes: number) => `${minutes} min`,
  left: (minutes: number) =>
    minutes < 90 ? `about ${plural(minutes, 'minute')} left` : `about ${plural(Math.round(minutes / 60), 'hour')} left`,
  doneTitle: 'You have done it all',
  doneText:
    'Every question is answered right and every exercise is solved. Each of them stays open: come back to any step.',
  emptyTitle: 'The path is empty',
  emptyText: 'No exercise and no question was found on the server. They are read from its exercises folder.',
} as const;
