/** Words of the pages for signing in, for links, and of one's own account. */
import type { LinkKind, Role } from '@lockstep/protocol';
import { AS_ROLE } from '../../shared/account/messages.ts';
import type { SignInFailure } from './sign-in-failure.ts';

export const SIGN_IN = {
  title: 'Sign in',
  text: 'Practising needs no account. With one, your work is the same in every browser.',
  action: 'Sign in',
  busy: 'Signing in…',
  wrong: 'The e-mail address or the password is not right.',
  checkPassword: 'Check it, and the address above.',
  closed: 'This account is closed. Ask an admin to open it again.',
  forgot: 'Forgot your password?',
  provider: (name: string) => `Sign in with ${name}`,
  or: 'or',
  noAccount: 'No account yet? An admin invites you with a link.',
  again: 'Sign in again',
} as const;

export const SIGN_IN_FAILURES: Readonly<Record<SignInFailure, string>> = {
  'provider-refused': 'Signing in there was not finished. Try it once more.',
  'provider-unreachable': 'The identity provider cannot be reached. Try again in a while, or sign in with a password.',
  'address-unchecked':
    'Your e-mail address is not confirmed there. Confirm it with the identity provider, then try again.',
  'account-closed': SIGN_IN.closed,
};

export const FORGOT = {
  title: 'Ask for a new password',
  text: 'Write the e-mail address of your account.',
  action: 'Ask for a link',
  busy: 'Asking…',
  back: 'Back to signing in',
  doneTitle: 'Asked for',
  doneMail: 'If there is an account with this address, a link is on its way to it. It works for an hour.',
  doneAdmin: 'If there is an account with this address, an admin can make you a link now. Ask one of them for it.',
} as const;

interface WelcomeWords {
  readonly title: string;
  readonly text: (role: Role) => string;
  readonly action: string;
  readonly busy: string;
}

export const WELCOME_FORMS: Readonly<Record<LinkKind, WelcomeWords>> = {
  'first-admin': {
    title: 'Welcome to Lockstep',
    text: () => 'This link makes the first account, an admin’s. You invite everybody else.',
    action: 'Make the account',
    busy: 'Making it…',
  },
  invitation: {
    title: 'Welcome to Lockstep',
    text: (role) => `You are invited as ${AS_ROLE[role]}.`,
    action: 'Make the account',
    busy: 'Making it…',
  },
  reset: {
    title: 'Set a new password',
    text: () => 'It signs you in here, and out everywhere else.',
    action: 'Set the password',
    busy: 'Setting it…',
  },
};

export const WELCOME = {
  loading: 'Looking at the link…',
  newPassword: 'New password',
  forAccount: 'E-mail address',
  noneTitle: 'The link is not complete',
  noneText:
    'Open it once more from where you got it. For your safety it is not kept in the address bar, so a reload loses it.',
  deadTitle: 'This link does not work',
  deadText:
    'It was used, is too old, or was replaced. For a new password, ask for another link; for an invitation, ask the admin who sent it.',
  toSignIn: 'To signing in',
  taken: 'There is an account with this e-mail address already. Sign in with it.',
} as const;

export const ACCOUNT = {
  title: 'Account',
  profile: 'You',
  email: 'E-mail address',
  role: 'Role',
  since: 'Since',
  saveName: 'Save the name',
  saving: 'Saving…',
  saved: 'Saved',
  passwordTitle: 'Password',
  passwordText: 'A new one signs you out of every other browser.',
  newPassword: 'New password',
  change: 'Change the password',
  changing: 'Changing…',
  changed: 'Changed; other browsers are signed out',
  noPassword: 'You sign in at an identity provider, and have no password here.',
} as const;

export const SESSIONS = {
  title: 'Where you are signed in',
  text: 'Ending one signs that browser out.',
  here: 'this one',
  lastUsed: (ago: string) => `Last used ${ago}`,
  since: (moment: string) => `signed in ${moment}`,
  end: 'End',
  endLabel: (browser: string, ago: string) => `End ${browser}, last used ${ago}`,
  endAllOthers: 'End all others',
  none: 'You are signed in with this browser only.',
  ended: (browser: string) => `${browser} is signed out.`,
  othersEnded: 'All other browsers are signed out.',
} as const;

export const BROWSER = {
  on: (browser: string, system: string) => `${browser} on ${system}`,
  unknown: 'Unknown browser',
} as const;

export const SIGNED_OUT = {
  text: 'You were signed out. What you typed is kept in this browser.',
  signIn: 'Sign in',
  close: 'Close',
} as const;
