/** Words of the frame around every page, and of what pages have in common: verdicts, difficulties, keys. */
import type { Difficulty, Verdict } from '@lockstep/protocol';
import { formatCount, plural } from '../format.ts';
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

export const DIFFICULTY_WORDS: Readonly<Record<Difficulty, string>> = {
  'first-steps': 'First steps',
  medium: 'Medium',
  hard: 'Hard',
};

/** `lower`: in a running sentence or a list of usual failures. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { readonly word: string; readonly lower: string }>> = {
  accepted: { word: 'Accepted', lower: 'accepted' },
  'wrong-answer': { word: 'Wrong answer', lower: 'wrong answer' },
  race: { word: 'Race', lower: 'race' },
  deadlock: { word: 'Deadlock', lower: 'deadlock' },
  'runtime-error': { word: 'Runtime error', lower: 'error' },
  'time-limit': { word: 'Time limit', lower: 'time limit' },
  'memory-limit': { word: 'Memory limit', lower: 'memory limit' },
  'output-limit': { word: 'Output limit', lower: 'output limit' },
  'process-limit': { word: 'Process limit', lower: 'process limit' },
  leak: { word: 'Leak', lower: 'leak' },
  'rule-violation': { word: 'Rule violation', lower: 'rule' },
  'sandbox-violation': { word: 'Sandbox violation', lower: 'sandbox' },
  'compile-error': { word: 'Does not compile', lower: 'does not compile' },
  'judge-error': { word: 'Judge error', lower: 'judge error' },
};

/** What an accepted verdict stands for: a head word and a sentence. */
export const CLAIM = {
  exhaustive: 'Exhaustive.',
  allInterleavings: (count: string, reduced: boolean) =>
    `All ${formatCount(count)} interleavings of the small calls were explored, with no bound${reduced ? '; those that differ only in the order of independent steps count once' : ''}.`,
  bounded: 'Bounded.',
  upToPreemptions: (preemptions: number) =>
    `All interleavings of the small calls with at most ${plural(preemptions, 'preemption')} were explored.`,
  sampled: 'Sampled.',
  noProof: (schedules: string, reason: string | null) =>
    `${schedules === '1' ? 'One schedule was' : `${formatCount(schedules)} schedules were`} seen, so this is no proof. ${reason ?? ''}`.trim(),
} as const;

export interface KeyWords {
  /** On the key's cap. */
  readonly cap: string;
  /** Read out. */
  readonly word: string;
}

export const KEY_WORDS = {
  enter: { cap: '↵', word: 'Enter' },
  escape: { cap: 'Esc', word: 'Escape' },
  tab: { cap: 'Tab', word: 'Tab' },
  space: { cap: 'Space', word: 'Space' },
  backspace: { cap: '⌫', word: 'Backspace' },
  up: { cap: '↑', word: 'Arrow up' },
  down: { cap: '↓', word: 'Arrow down' },
  left: { cap: '←', word: 'Arrow left' },
  right: { cap: '→', word: 'Arrow right' },
  home: { cap: 'Home', word: 'Home' },
  end: { cap: 'End', word: 'End' },
} as const satisfies Readonly<Record<string, KeyWords>>;

export const MODIFIERS_ON_MAC = {
  mod: { cap: '⌘', word: 'Command' },
  ctrl: { cap: '⌃', word: 'Control' },
  alt: { cap: '⌥', word: 'Option' },
  shift: { cap: '⇧', word: 'Shift' },
} as const satisfies Readonly<Record<string, KeyWords>>;

export const MODIFIERS = {
  mod: { cap: 'Ctrl', word: 'Control' },
  ctrl: { cap: 'Ctrl', word: 'Control' },
  alt: { cap: 'Alt', word: 'Alt' },
  shift: { cap: 'Shift', word: 'Shift' },
} as const satisfies Readonly<Record<string, KeyWords>>;
