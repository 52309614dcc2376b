/** What the player of the page can ask for, and which keys ask for it. */

export type Command =
  /** The card at a place, from 0. */
  | { readonly kind: 'move'; readonly place: number }
  | { readonly kind: 'undo' | 'redo' | 'restart' | 'keys' }
  /** Back to the position after so many steps. */
  | { readonly kind: 'back'; readonly steps: number }
  /** A step along the way that fails or passes. */
  | { readonly kind: 'guide'; readonly way: 'failing' | 'passing' }
  | { readonly kind: 'guide-end' };

const COMMANDS: Readonly<Record<string, Command>> = {
  backspace: { kind: 'undo' },
  arrowleft: { kind: 'undo' },
  arrowright: { kind: 'redo' },
  r: { kind: 'restart' },
  f: { kind: 'guide', way: 'failing' },
  p: { kind: 'guide', way: 'passing' },
  '?': { kind: 'keys' },
};

/** `key` in lower case. */
export function commandOf(key: string): Command | null {
  return /^[1-9]$/.test(key) ? { kind: 'move', place: Number(key) - 1 } : (COMMANDS[key] ?? null);
}
