/** Words about API tokens. */
import type { TokenScope } from '@lockstep/protocol';

export const SCOPES: Readonly<Record<TokenScope, string>> = { read: 'Read', write: 'Write', admin: 'Admin' };

/** What a token with that scope may do. */
export const SCOPE_LINES: Readonly<Record<TokenScope, string>> = {
  read: 'Look at exercises, submissions and drafts.',
  write: 'Submit, cancel, answer, and save drafts. Looking needs Read, too.',
  admin: 'With read or write: the same for accounts, the judging and the audit log.',
};

/** Days that a token works, and what that is called. `never`: until it is revoked. */
export const LIFETIMES: readonly (readonly [value: string, word: string])[] = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '365 days'],
  ['never', 'Until it is revoked'],
];

export const TOKENS = {
  title: 'API tokens',
  text: 'With a token, a program calls the API in your name. Nobody signs in with one, and one makes no other.',
  none: 'You have no token.',
  make: 'New token',
  name: 'Name',
  scopes: 'Scopes',
  lastUsed: 'Last used',
  never: 'Never',
  expires: 'Works until',
  ended: 'Ended',
  untilRevoked: 'It is revoked',
  actions: 'Actions',
  revoke: 'Revoke',
  revokeOf: (name: string) => `Revoke ${name}`,
  revoked: (name: string) => `${name} is revoked.`,
  askTitle: 'Revoke this token?',
  askText: (name: string) => `Programs that use ${name} are refused from now on.`,
  askNote: 'A revoked token never works again.',
  askAction: 'Revoke the token',
} as const;

export const NEW_TOKEN = {
  title: 'New API token',
  dismiss: 'Close this dialog',
  nameHint: 'Say what uses it, so that you know it again: “CI of the course”.',
  action: 'Make the token',
  busy: 'Making it…',
  madeTitle: (name: string) => `Token ${name}`,
  once: 'This token is shown this once. Copy it now, and keep it like a password: whoever has it speaks in your name.',
  label: 'Token',
  copy: 'Copy the token',
  example: 'An example, with the token in the variable LOCKSTEP_TOKEN:',
  exampleName: 'Example of a call with curl',
  copyExample: 'Copy the example',
  docs: 'All that can be called',
  until: (moment: string) => `It works until ${moment}, or until you revoke it.`,
  untilRevoked: 'It works until you revoke it.',
} as const;
