/**
 * All files of the draft in groups, as lists of buttons: one stop of the Tab key, arrows move through all of them, F2 renames and Delete
 * deletes the one that has the focus.
 */
import type { Verdict } from '@lockstep/protocol';
import type { KeyboardEvent } from 'react';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import type { FileMark } from '../files/draft-files.ts';
import { GROUPS, TREE } from './messages.ts';
import { expectedVerdict, fileName, kindOf, type TreeGroup, treeOf } from './package-files.ts';

export function FileTree(props: {
  readonly paths: readonly string[];
  /** The file that is open; null: none. */
  readonly selected: string | null;
  readonly marks: ReadonlyMap<string, FileMark>;
  /** How many problems the check found in a file. */
  readonly faults: ReadonlyMap<string, number>;
  readonly onSelect: (path: string) => void;
  readonly onAdd: () => void;
  readonly onRename: (path: string) => void;
  readonly onDelete: (path: string) => void;
}) {
  const { paths, selected } = props;
  const groups = treeOf(paths);
  const all = groups.flatMap((group) => group.paths);
  const stop = selected !== null && all.includes(selected) ? selected : all[0];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const path = event.target instanceof HTMLElement ? event.target.dataset.path : undefined;
    if (path === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = all.indexOf(path);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) focusFile(event.currentTarget, all[Math.min(Math.max(0, to), all.length - 1)]);
    else if (event.key === 'F2') props.onRename(path);
    else if (event.key === 'Delete') props.onDelete(path);
    else return;
    event.preventDefault();
  };
  return (
    <nav className="file-tree" aria-label={TREE.label} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <Group key={group.name} group={group} stop={stop} {...props} />
      ))}
      <button type="button" className="button quiet small file-add" onClick={props.onAdd}>
        <Icon name="plus" small />
        {TREE.add}
      </button>
    </nav>
  );
}

function focusFile(tree: HTMLElement, path: string | undefined): void {
  const button = [...tree.querySelectorAll<HTMLElement>('[data-path]')].find((one) => one.dataset.path === path);
  button?.focus();
}

function Group(props: {
  readonly group: TreeGroup;
  /** The file that the Tab key leads to. */
  readonly stop: string | undefined;
  readonly selected: string | null;
  readonly marks: ReadonlyMap<string, FileMark>;
  readonly faults: ReadonlyMap<string, number>;
  readonly onSelect: (path: string) => void;
}) {
  const { name, paths } = props.group;
  return (
    <section aria-labelledby={`files-${name}`}>
      <h3 className="caption" id={`files-${name}`}>
        {GROUPS[name]}
        {paths.length === 0 ? <span> · {TREE.none}</span> : null}
      </h3>
      <ul>
        {paths.map((path) => (
          <li key={path}>
            <FileButton
              path={path}
              tabStop={path === props.stop}
              current={path === props.selected}
              mark={props.marks.get(path)}
              faults={props.faults.get(path) ?? 0}
              onSelect={props.onSelect}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FileButton(props: {
  readonly path: string;
  readonly tabStop: boolean;
  readonly current: boolean;
  readonly mark: FileMark | undefined;
  readonly faults: number;
  readonly onSelect: (path: string) => void;
}) {
  const { path, mark, faults } = props;
  const verdict = expectedVerdict(path);
  return (
    <button
      type="button"
      className="file-button"
      data-path={path}
      title={path}
      tabIndex={props.tabStop ? 0 : -1}
      aria-current={props.current ? 'page' : undefined}
      onClick={() => props.onSelect(path)}
    >
      <FileIcon path={path} verdict={verdict} />
      <span className="file-name">
        {fileName(path)}
        {verdict === null || verdict === 'accepted' ? null : (
          <span className="sr">, {VERDICT_FACES[verdict].lower}</span>
        )}
      </span>
      {faults > 0 ? (
        <span className="file-faults ink-bad">
          <Icon name="error" small />
          <span aria-hidden="true">{faults}</span>
          <span className="sr">, {TREE.faults(faults)}</span>
        </span>
      ) : null}
      {mark === undefined ? null : (
        <span className={`file-mark file-mark-${mark}`} title={TREE[mark]}>
          <span className="sr">, {TREE[mark]}</span>
        </span>
      )}
    </button>
  );
}

function FileIcon({ path, verdict }: { readonly path: string; readonly verdict: Verdict | null }) {
  if (verdict !== null) {
    const { icon, tone } = VERDICT_FACES[verdict];
    return <Icon name={icon} small className={`ink-${tone}`} />;
  }
  return <Icon name={ICONS[kindOf(path)] ?? 'file'} small className="ink3" />;
}

const ICONS: Readonly<Partial<Record<ReturnType<typeof kindOf>, IconName>>> = {
  problem: 'settings',
  checker: 'code',
  scope: 'race',
  sample: 'play',
  secret: 'lock',
};
