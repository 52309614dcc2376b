/** Words of dialogs that ask before something is done, or show something once. */

export const ASK = {
  cancel: 'Leave it',
  dismiss: 'Close this dialog',
  busy: 'One moment…',
  type: (expected: string) => `Type ${expected} to confirm`,
  typedOther: (expected: string) => `This is not ${expected}.`,
} as const;

export const ONCE = {
  done: 'Done',
  dismiss: 'Close this dialog',
} as const;
