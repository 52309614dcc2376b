/** Words of forms: what fields are called, and what is wrong with them. */
import type { FieldName } from './field-name.ts';

export const FIELDS: Readonly<Record<FieldName, string>> = {
  email: 'E-mail address',
  name: 'Name',
  password: 'Password',
  current: 'Current password',
  role: 'Role',
  scopes: 'What it is for',
  days: 'Works for',
  url: 'Address',
  events: 'What it is told',
};

/** What to write instead. */
export const FAULTS: Readonly<Record<FieldName, string>> = {
  email: 'Write an e-mail address, like ada@example.org.',
  name: 'Write a name, on one line, of at most 100 characters.',
  password: 'Write 12 to 200 characters; a few words are good.',
  current: 'Write the password that you have now.',
  role: 'Choose a role.',
  scopes: 'Choose read, write or both; admin only goes with one of them.',
  days: 'Choose how long.',
  url: 'Write a web address, like https://hooks.example.org/lockstep.',
  events: 'Choose at least one event.',
};

export const FORM = {
  show: 'Show',
  hide: 'Hide',
  showPassword: 'Show the password',
  hidePassword: 'Hide the password',
  capsLock: 'Caps Lock is on.',
  enough: (least: number) => `${least} characters or more; a few words are good.`,
  tooShort: (length: number, least: number) => `${length} of ${least} characters.`,
  longEnough: (length: number) => `${length} characters: long enough.`,
  tooManyTries: 'Too many tries. Wait before the next one.',
  tryAgainIn: (seconds: number) => `Try again in ${seconds} s.`,
  tryAgainNow: 'You can try again now.',
  unreachable: 'The server cannot be reached. Nothing was changed; try again when you are online.',
} as const;
