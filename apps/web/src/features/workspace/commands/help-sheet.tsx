/** All shortcuts of the workspace, in the words of the visitor's platform. */
import { Fragment } from 'react';
import type { EditorKeys } from '../../../shared/editor/editor-settings.ts';
import { FIRST_FOCUS, Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import { isMac, type Stroke, strokeText, strokeWords } from '../../../shared/ui/shortcut.tsx';
import { SHORTCUTS } from './messages.ts';
import { SHORTCUT_GROUPS, type ShortcutGroup } from './shortcuts.ts';
import './commands.css';

export function HelpSheet({ keys, onClose }: { readonly keys: EditorKeys; readonly onClose: () => void }) {
  const mac = isMac();
  return (
    <Modal label={SHORTCUTS.title} className="help-sheet" onClose={onClose}>
      <ModalHead title={SHORTCUTS.title} close={SHORTCUTS.close} onClose={onClose} />
      <div className="help-scroll" {...scroller(SHORTCUTS.title)} {...FIRST_FOCUS}>
        <p className="help-escape ink2">{escapeWords(keys, mac)}</p>
        <div className="help-groups">
          {SHORTCUT_GROUPS.map((group) => (
            <ShortcutTable key={group.title} group={group} mac={mac} />
          ))}
        </div>
      </div>
    </Modal>
  );
}

/** How the editor is left, and what the chosen keys take from the tables below or leave to them. */
function escapeWords(keys: EditorKeys, mac: boolean): string {
  switch (keys) {
    case 'standard':
      return SHORTCUTS.escape;
    case 'vim':
      return SHORTCUTS.vim;
    case 'emacs':
      return SHORTCUTS.emacs(mac);
    default:
      return keys satisfies never;
  }
}

function ShortcutTable({ group, mac }: { readonly group: ShortcutGroup; readonly mac: boolean }) {
  return (
    <table className="help-table">
      <caption>{group.title}</caption>
      <thead className="sr">
        <tr>
          <th scope="col">{SHORTCUTS.does}</th>
          <th scope="col">{SHORTCUTS.keys}</th>
        </tr>
      </thead>
      <tbody>
        {group.rows.map((row) => (
          <tr key={row.text}>
            <th scope="row">{row.text}</th>
            <td>
              <Strokes strokes={mac ? (row.onMac ?? row.strokes) : row.strokes} mac={mac} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Strokes({ strokes, mac }: { readonly strokes: readonly Stroke[]; readonly mac: boolean }) {
  return strokes.map((stroke, index) => (
    <Fragment key={stroke}>
      {index === 0 ? null : <span className="help-or"> {SHORTCUTS.or} </span>}
      <span aria-hidden="true">
        <kbd>{strokeText(stroke, mac)}</kbd>
      </span>
      <span className="sr">{strokeWords(stroke, mac)}</span>
    </Fragment>
  ));
}
