/** Words of the page of all one's submissions. */
export const MINE = {
  title: 'My submissions',
  text: 'Everything that you have submitted from this browser, newest first. Sample runs are not listed.',
  exercise: 'Exercise',
  number: 'No.',
  verdict: 'Verdict',
  sentence: 'Finding',
  when: 'When',
  duration: 'Judged in',
  queued: 'In line',
  running: 'Judging',
  cancelled: 'Cancelled',
  more: 'Show more',
  loadingMore: 'Loading…',
  emptyTitle: 'No submission yet',
  emptyText: 'Pick an exercise, write, and submit. It will be listed here with its verdict.',
  toExercises: 'To the exercises',
} as const;
