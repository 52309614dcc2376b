/** Words of the pages of admins. */

export const ADMIN = {
  navigation: 'Admin',
  accounts: 'Accounts',
  judging: 'Judging',
  audit: 'Audit log',
  loading: 'Loading',
  refusedTitle: 'Only admins can see this page',
  refusedText: (role: string) => `You are signed in as ${role}. An admin can change your role.`,
  toExercises: 'All exercises',
} as const;

export const ACCOUNTS = {
  title: 'Accounts',
  name: 'Name',
  role: 'Role',
  roleOf: (email: string) => `Role of ${email}`,
  state: 'State',
  lastSeen: 'Last seen',
  actions: 'Actions',
  you: 'you',
  open: 'Open',
  closed: 'Closed',
  never: 'Never',
  asked: 'Asked for a new password',
  askedAt: (moment: string) => `Asked on ${moment}; no link was sent`,
  provider: 'Signs in at the identity provider only',
  resetLink: 'Reset link',
  resetLinkOf: (email: string) => `Reset link for ${email}`,
  menu: 'More',
  menuOf: (email: string) => `More for ${email}`,
  close: 'Close the account',
  reopen: 'Open the account again',
  more: 'Show more',
  loadingMore: 'Loading…',
  lastAdmin: 'This is the last admin. Make somebody else an admin first.',
  roleChanged: (email: string, role: string) => `${email} is now ${role}.`,
  accountClosed: (email: string) => `${email} is closed, and signed out everywhere.`,
  accountOpened: (email: string) => `${email} is open again.`,
} as const;

export const CONFIRM = {
  closeTitle: 'Close this account?',
  closeText: (email: string) => `${email} is signed out everywhere and cannot sign in. What they did stays.`,
  closeUndo: 'You can open it again at any time.',
  close: 'Close the account',
  reopenTitle: 'Open this account again?',
  reopenText: (email: string) => `${email} can sign in again with the password from before.`,
  reopen: 'Open the account',
  withdrawTitle: 'Withdraw this invitation?',
  withdrawText: (email: string) => `The link that ${email} got works no more. You can invite them again.`,
  withdraw: 'Withdraw',
} as const;

export const ERASE = {
  item: 'Delete all data',
  title: 'Delete all data of this account?',
  text: (email: string) => `What is kept of ${email} is deleted for good. Nobody can bring it back.`,
  goes: 'This goes',
  goesLines: [
    'Name, e-mail address and password.',
    'Submissions with their verdicts and recordings, drafts, and answers to questions.',
    'Sessions, API tokens, and links that were not used yet.',
  ],
  stays: 'This stays',
  staysLines: [
    'An account without a name, closed.',
    'The audit log: what was done and when, without the name and the e-mail address.',
  ],
  own: 'This is your own account. You will be signed out.',
  action: 'Delete all data',
  done: (email: string) => `All data of ${email} is deleted.`,
  erased: 'Deleted account',
  state: 'Data deleted',
} as const;

export const INVITE = {
  title: 'Invite somebody',
  text: 'The link makes an account with this role. It works once, within 7 days.',
  action: 'Make an invitation',
  busy: 'Making it…',
} as const;

export const LINK = {
  invitation: (email: string) => `Invitation for ${email}`,
  reset: (email: string) => `New password for ${email}`,
  once: 'This link is shown this once. Copy it now; whoever has it can use it.',
  sent: 'It was sent by mail, too.',
  notSent: 'It was not sent by mail: pass it on yourself.',
  expires: (moment: string) => `It works once, until ${moment}.`,
  label: 'Link',
  copy: 'Copy the link',
} as const;

export const INVITATIONS = {
  title: 'Pending invitations',
  none: 'No invitation is waiting to be used.',
  email: 'E-mail address',
  role: 'Role',
  made: 'Made',
  expires: 'Works until',
  actions: 'Actions',
  withdraw: 'Withdraw',
  withdrawOf: (email: string) => `Withdraw the invitation for ${email}`,
  withdrawn: (email: string) => `The invitation for ${email} is withdrawn.`,
} as const;

export const AUDIT = {
  title: 'Audit log',
  text: 'Who did what, newest first. Entries stay for good; where somebody’s data was deleted, they do not say whose.',
  when: 'When',
  who: 'Who',
  what: 'What',
  subject: 'To what',
  erased: 'A deleted account',
  server: 'The server, or somebody without an account',
  older: 'Older',
  loadingOlder: 'Loading…',
  none: 'Nothing was done yet',
  noneText: 'The first account will be the first entry.',
} as const;

/** What the log's actions are called. One that is missing here is shown as it is. */
export const ACTIONS: Readonly<Record<string, string>> = {
  'account-made': 'Account made',
  'signed-in': 'Signed in',
  'signed-out': 'Signed out',
  'sign-in-locked': 'Signing in locked for a while',
  'sessions-ended': 'Sessions ended',
  'password-changed': 'Password changed',
  'reset-asked': 'New password asked for',
  'reset-link-made': 'Reset link made',
  'name-changed': 'Name changed',
  invited: 'Invited',
  'invitation-withdrawn': 'Invitation withdrawn',
  'role-changed': 'Role changed',
  'account-disabled': 'Account closed',
  'account-enabled': 'Account opened again',
  'account-erased': 'All data of an account deleted',
  'token-made': 'API token made',
  'token-revoked': 'API token revoked',
  'rubric-changed': 'Rubric of an interview changed',
  'outcome-decided': 'Outcome of an interview decided',
  'judging-cancelled': 'Judging cancelled',
  'judged-again': 'Submitted to be judged again',
};
