/** The keys that the visitor chose, loaded when they are. */
import type { Extension } from '@codemirror/state';
import type { EditorKeys } from '../editor-settings.ts';

/** Each is a chunk of its own. Rejects when it cannot be loaded. */
export async function loadKeys(keys: EditorKeys): Promise<Extension> {
  switch (keys) {
    case 'standard':
      return [];
    case 'vim':
      return (await import('./vim-keys.ts')).vimKeys();
    case 'emacs':
      return (await import('./emacs-keys.ts')).emacsKeys();
    default:
      return keys satisfies never;
  }
}
