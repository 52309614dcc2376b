/** Words for who is signed in, wherever that is shown. */
import type { Role } from '@lockstep/protocol';

export const ROLES: Readonly<Record<Role, string>> = {
  candidate: 'Candidate',
  interviewer: 'Interviewer',
  admin: 'Admin',
};

/** In a sentence: `Ada is now an admin.` */
export const AS_ROLE: Readonly<Record<Role, string>> = {
  candidate: 'a candidate',
  interviewer: 'an interviewer',
  admin: 'an admin',
};

export const CORNER = {
  label: 'Account',
  signIn: 'Sign in',
  /** Begins with what is written on the button. */
  menu: (letters: string, name: string) => `${letters}, account of ${name}`,
  account: 'Account',
  interviews: 'Interviews',
  review: 'Submissions',
  authoring: 'Authoring',
  admin: 'Admin',
  signOut: 'Sign out',
  signingOut: 'Signing out…',
  notSignedOut: 'You are still signed in: the server cannot be reached.',
} as const;
