/** Words of what the editor opens when it is asked: the question before a reset, the settings; and of its marks. */

export const ERROR_MARK = { title: 'An error points to this line' } as const;

export const RESET = {
  title: 'Reset to the starter?',
  close: 'Keep my code',
  text: 'The starter of this exercise replaces everything that you wrote in the editor. Your submissions stay as they are.',
  undo: (keys: string) => `You can take it back: “Undo reset” right after it, or ${keys} in the editor.`,
  keep: 'Keep my code',
  reset: 'Reset',
} as const;

export const SETTINGS = {
  title: 'Editor settings',
  fontSize: 'Font size',
  pixels: (size: number) => `${size} px`,
  wrap: 'Wrap long lines',
  keys: 'Keys',
  keyNames: { standard: 'Standard', vim: 'Vim', emacs: 'Emacs' },
  keysText: {
    standard: 'Press F1 for all of them.',
    vim: ':w saves the draft. What F1 lists for everywhere comes before Vim.',
    emacs: 'C-x C-s saves the draft. What F1 lists for everywhere comes before Emacs.',
  },
  indent: 'Tab indents by 4 spaces, as Python code is written.',
  kept: 'Kept in this browser, for all exercises.',
  usual: 'Back to the usual',
  close: 'Close the settings',
} as const;
