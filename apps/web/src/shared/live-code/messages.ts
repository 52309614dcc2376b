/** Words of code that several people see. */

export const LIVE_CODE = {
  points: (name: string) => `${name} points here`,
  youPoint: 'You point here',
} as const;

/** `Ada`, `Ada and Grace`, `Ada, Grace and Alan`. */
export function together(names: readonly string[]): string {
  const first = names.slice(0, -1).join(', ');
  const last = names.at(-1) ?? '';
  return first === '' ? last : `${first} and ${last}`;
}
