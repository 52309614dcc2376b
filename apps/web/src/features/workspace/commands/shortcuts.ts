/** Every shortcut of the workspace and of its editor, as the help sheet shows them. */
import type { Stroke } from '../../../shared/ui/shortcut.tsx';
import { SHORTCUTS } from './messages.ts';

export interface ShortcutRow {
  /** One of them is enough. */
  readonly strokes: readonly Stroke[];
  /** Where a Mac has others. */
  readonly onMac?: readonly Stroke[];
  readonly text: string;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly rows: readonly ShortcutRow[];
}

export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: SHORTCUTS.groups.everywhere,
    rows: [
      { strokes: ['mod+k'], text: SHORTCUTS.rows.palette },
      { strokes: ['f1', '?'], text: SHORTCUTS.rows.help },
      { strokes: ['mod+enter'], text: SHORTCUTS.rows.samples },
      { strokes: ['alt+enter'], text: SHORTCUTS.rows.own },
      { strokes: ['mod+shift+enter'], text: SHORTCUTS.rows.submit },
    ],
  },
  {
    title: SHORTCUTS.groups.editor,
    rows: [
      { strokes: ['mod+/'], text: SHORTCUTS.rows.comment },
      { strokes: ['mod+z'], text: SHORTCUTS.rows.undo },
      { strokes: ['mod+y'], onMac: ['mod+shift+z'], text: SHORTCUTS.rows.redo },
      { strokes: ['mod+f'], text: SHORTCUTS.rows.search },
      { strokes: ['f8'], text: SHORTCUTS.rows.errorLine },
      { strokes: ['tab'], text: SHORTCUTS.rows.indent },
      { strokes: ['shift+tab'], text: SHORTCUTS.rows.dedent },
      { strokes: ['alt+up', 'alt+down'], text: SHORTCUTS.rows.moveLines },
      { strokes: ['shift+alt+up'], text: SHORTCUTS.rows.copyLinesUp },
      { strokes: ['shift+alt+down'], text: SHORTCUTS.rows.copyLinesDown },
      { strokes: ['mod+shift+k'], text: SHORTCUTS.rows.deleteLines },
      { strokes: ['alt+l'], onMac: ['ctrl+l'], text: SHORTCUTS.rows.selectLine },
      { strokes: ['mod+shift+\\'], text: SHORTCUTS.rows.matching },
      { strokes: ['backspace'], text: SHORTCUTS.rows.deletePair },
      { strokes: ['ctrl+m'], onMac: ['shift+alt+m'], text: SHORTCUTS.rows.tabMode },
      { strokes: ['escape'], text: SHORTCUTS.rows.leave },
    ],
  },
  {
    title: SHORTCUTS.groups.completion,
    rows: [
      { strokes: ['ctrl+space'], text: SHORTCUTS.rows.suggest },
      { strokes: ['up', 'down'], text: SHORTCUTS.rows.choose },
      { strokes: ['enter'], text: SHORTCUTS.rows.take },
      { strokes: ['escape'], text: SHORTCUTS.rows.dismiss },
    ],
  },
  {
    title: SHORTCUTS.groups.compare,
    rows: [
      { strokes: ['n'], text: SHORTCUTS.rows.nextChange },
      { strokes: ['p'], text: SHORTCUTS.rows.previousChange },
      { strokes: ['escape'], text: SHORTCUTS.rows.closeCompare },
    ],
  },
  {
    title: SHORTCUTS.groups.result,
    rows: [
      { strokes: ['up', 'down'], text: SHORTCUTS.rows.steps },
      { strokes: ['home', 'end'], text: SHORTCUTS.rows.ends },
      { strokes: ['left', 'right'], text: SHORTCUTS.rows.sideways },
      { strokes: ['enter'], text: SHORTCUTS.rows.usualWidth },
    ],
  },
];
