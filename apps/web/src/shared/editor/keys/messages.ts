/** Words of the keys of other editors. Loaded with them. */

export const KEYS = {
  vimCommand: 'Vim command',
  emacs: 'EMACS',
} as const;
