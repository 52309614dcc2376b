/** Two versions of a file, line by line, and the choice between them. */
import { useMemo, useState } from 'react';
import { diffRows } from '../../../shared/diff/diff-rows.ts';
import { DiffTable } from '../../../shared/diff/diff-table.tsx';
import { lineDiff } from '../../../shared/diff/line-diff.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { scroller } from '../../../shared/ui/scroller.ts';
import type { OtherVersion } from '../files/file-keeper.ts';
import { EDITOR } from './messages.ts';

export function ConflictView(props: {
  readonly mine: string;
  readonly other: OtherVersion;
  readonly onTake: () => void;
  readonly onKeep: () => void;
}) {
  const { mine, other } = props;
  const { content, where } = other;
  const words = content === null ? EDITOR.deletedThere : where === 'server' ? EDITOR.back : EDITOR.inBrowser;
  return (
    <div className="draft-conflict" role="alert">
      <p>
        <Icon name="people" small />
        {words}
      </p>
      <div className="row wrap">
        <button type="button" className="button small" onClick={props.onTake}>
          {content === null ? EDITOR.takeDeleted : EDITOR.takeTheirs}
        </button>
        <button type="button" className="button small" onClick={props.onKeep}>
          {EDITOR.keepMine}
        </button>
      </div>
      {content === null ? null : (
        <Difference older={content} newer={mine} name={where === 'server' ? EDITOR.theirs : EDITOR.otherTab} />
      )}
    </div>
  );
}

function Difference({ older, newer, name }: { readonly older: string; readonly newer: string; readonly name: string }) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const diff = useMemo(() => lineDiff(older, newer), [older, newer]);
  const rows = useMemo(() => diffRows(diff.blocks, 'unified', opened), [diff, opened]);
  return (
    <div className="draft-difference" {...scroller(EDITOR.difference)}>
      <DiffTable
        rows={rows}
        layout="unified"
        names={{ older: name, newer: EDITOR.yours }}
        at={null}
        onOpen={(from) => setOpened(new Set(opened).add(from))}
      />
    </div>
  );
}
