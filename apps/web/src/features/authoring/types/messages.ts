/** Words of the help for checker.ts. */

const WHY = 'so that the same outcome always gets the same answer.';

/** What a checker's isolate does not have, by the name in the code. */
export const ABSENT: Readonly<Record<string, string>> = {
  Date: `A checker has no clock, ${WHY} Take what it needs from the call's arguments.`,
  Intl: `A checker has no locales, ${WHY} Compare and write values by hand.`,
  'Math.random': `A checker has no randomness, ${WHY} Make values by a rule, as in (i * 7919) % 1000.`,
};

export const TYPE_HELP = {
  loading: 'Loading type help…',
  ready: 'Type help',
  failed: 'Type help could not be loaded. Reload the page to try again.',
  /** Beside the signature of a call. */
  call: 'Parameters',
} as const;
