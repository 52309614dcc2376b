/** Words of the frame around every page. */
import type { Theme } from '../theme/theme.ts';

const THEME_NAMES: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

export const SHELL = {
  name: 'Lockstep',
  home: 'Lockstep: all exercises',
  navigation: 'Main',
  exercises: 'Exercises',
  path: 'Learning path',
  submissions: 'My submissions',
  theme: (theme: Theme, next: Theme) => `Theme: ${THEME_NAMES[theme]}. Switch to ${THEME_NAMES[next]}`,
  skip: 'Skip to the content',
  offline: 'You are offline. What you type is kept in this browser and sent when you are back.',
  unreachableTitle: 'The server cannot be reached',
  refusedTitle: 'That did not work',
  retry: 'Try again',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped, or the exercise or question was taken out of the bank.',
  toExercises: 'All exercises',
  crashTitle: 'This page broke',
  crashText: 'That is our mistake. What you typed is kept in this browser: it is there again after a reload.',
  reload: 'Reload the page',
  loading: 'Loading',
  closeDialog: 'Close this dialog',
} as const;
