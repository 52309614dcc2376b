/** Words of publishing. */
import { formatCount, plural } from '../../../shared/format.ts';

export const PUBLISH = {
  title: (title: string) => `Publish ${title}?`,
  new: 'It becomes a new exercise on the list, as it is in this draft now.',
  revision: 'It becomes the current revision, as it is in this draft now.',
  lines: [
    'Whoever opens the exercise from now on gets this revision.',
    'Whoever sits an interview with it keeps the one that the interview began with.',
    'From now on the exercise is the app’s: what the exercises folder has of it changes nothing until it is given back.',
  ],
  rejudge: (count: number) =>
    `${plural(count, 'finished submission')} to earlier revisions can be judged again by this one.`,
  replaces: 'The exercise was published from elsewhere since this draft was made. Publishing replaces that.',
  replace: 'Replace what is published now',
  replaceFault: 'Say that it is to be replaced, or leave it.',
  action: 'Publish',
  busy: 'Publishing…',
  cancel: 'Leave it',
  doneTitle: 'It is published',
  done: (title: string) => `${title} is published.`,
  doneText: 'Whoever opens it from now on gets this revision.',
  toExercise: 'Open the exercise',
  toRejudge: (count: number) => `Judge ${formatCount(count)} earlier submissions again…`,
  toRevisions: 'Its revisions',
  close: 'Back to the draft',
} as const;
