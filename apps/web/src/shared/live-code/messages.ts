/** Words of code that several people see. */

export const LIVE_CODE = {
  points: (name: string) => `${name} points here`,
  youPoint: 'You point here',
} as const;
