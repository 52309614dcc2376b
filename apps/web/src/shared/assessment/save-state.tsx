/** Whether what was written is saved, in words; and the choice when another tab wrote something else. */
import type { ReactNode } from 'react';
import { formatTime } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { CONFLICT, SAVING } from './messages.ts';
import type { SaveStatus } from './saver.ts';

/**
 * Always there, so that what comes is read out. What is saved at each key is not: only that it is not. `quiet`: another one of the
 * same on this page reads it out.
 */
export function SaveState<Value>({ status, quiet }: { readonly status: SaveStatus<Value>; readonly quiet?: boolean }) {
  const failed = status.kind === 'trying' || status.kind === 'refused';
  return (
    <>
      <span className="save-state small ink3">
        {status.kind === 'saving' ? SAVING.saving : null}
        {status.kind === 'saved' ? (
          <>
            <Icon name="check" small />
            {SAVING.saved(formatTime(status.at))}
          </>
        ) : null}
      </span>
      <span role={quiet ? undefined : 'status'} className="save-fault small ink-warn">
        {failed ? (
          <>
            <Icon name="offline" small />
            <span title={status.reason}>
              {status.kind === 'trying' ? SAVING.trying : SAVING.refused(status.reason)}{' '}
              {status.kept ? SAVING.kept : SAVING.notKept}
            </span>
          </>
        ) : null}
      </span>
    </>
  );
}

/** Both versions, and which of them stays. */
export function ConflictChoice<Value>(props: {
  readonly status: SaveStatus<Value>;
  readonly mine: Value;
  readonly show: (value: Value) => ReactNode;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}) {
  const { status, mine, show } = props;
  return (
    <div role="alert">
      {status.kind !== 'conflict' ? null : (
        <div className="conflict">
          <h3>
            <Icon name="compare" small />
            {CONFLICT.title}
          </h3>
          <p className="small">{CONFLICT.text}</p>
          <div className="conflict-sides">
            <section aria-label={CONFLICT.mine}>
              <p className="caption">{CONFLICT.mine}</p>
              {show(mine)}
              <button type="button" className="button small" onClick={props.onMine}>
                {CONFLICT.keepMine}
              </button>
            </section>
            <section aria-label={CONFLICT.theirs('')}>
              <p className="caption">
                {CONFLICT.theirs(status.theirs.at === null ? '' : formatTime(status.theirs.at))}
              </p>
              {show(status.theirs.value)}
              <button type="button" className="button small" onClick={props.onTheirs}>
                {CONFLICT.takeTheirs}
              </button>
            </section>
          </div>
        </div>
      )}
    </div>
  );
}
