/** Words of code that several people see. */

export const LIVE_CODE = {
  pointedNote: (name: string) => `${name} points here`,
} as const;
