/** All notes on a sitting, and where one more is written. A time leads to that time, a line to the code. */
import type { Note } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { notesQuery, RENEW_MS } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import { formatInto } from '../clock/into.ts';
import { LoadFailure, Skeleton } from '../ui/states.tsx';
import { NOTES } from './messages.ts';
import { NoteComposer } from './note-composer.tsx';
import { NoteItem } from './note-item.tsx';
import { type AttemptNames, noteGroups } from './note-order.ts';

/** All notes of a sitting, renewed while the page is visible: others write, too. */
export function useSittingNotes(sitting: string) {
  const { api } = useServices();
  return useQuery({ ...notesQuery(api, sitting), refetchInterval: RENEW_MS });
}

const NO_NAMES: AttemptNames = new Map();
const ORDER = ['timed', 'lines', 'general'] as const;

export function NotesSection(props: {
  readonly account: string;
  readonly sitting: string;
  readonly at: (() => number) | null;
  readonly names?: AttemptNames | undefined;
  readonly onJump: (atMs: number) => void;
  readonly onCode?: ((note: Note) => void) | undefined;
}) {
  const { account, sitting, at, names = NO_NAMES, onJump, onCode } = props;
  const notes = useSittingNotes(sitting);
  const { data } = notes;
  const groups = noteGroups(data ?? [], names);
  const shown = ORDER.filter((kind) => groups[kind].length > 0);
  return (
    <section className="assess-part" aria-label={NOTES.title}>
      <header>
        <h2>{NOTES.title}</h2>
        <span className="spring" />
        {groups.timed.length === 0 ? null : <span className="small ink3">{NOTES.jumps}</span>}
      </header>
      {data === undefined ? (
        notes.error === null ? (
          <Skeleton lines={3} />
        ) : (
          <LoadFailure error={notes.error} retry={() => void notes.refetch()} />
        )
      ) : null}
      {data?.length === 0 ? <p className="small ink2">{NOTES.none}</p> : null}
      {shown.map((kind) => (
        <div key={kind} className="note-group">
          {shown.length > 1 ? <h3 className="caption">{NOTES[kind]}</h3> : null}
          <ul>
            {groups[kind].map((note) => (
              <li key={note.id}>
                <NoteItem
                  account={account}
                  note={note}
                  place={placeOf(note, names, onJump, onCode === undefined ? null : () => onCode(note))}
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <NoteComposer
        account={account}
        sitting={sitting}
        place={{ submission: null, line: null }}
        label={NOTES.write}
        at={at}
      />
    </section>
  );
}

function placeOf(
  note: Note,
  names: AttemptNames,
  onJump: (atMs: number) => void,
  onCode: (() => void) | null,
): ReactNode {
  const { atMs, submission, line } = note;
  if (submission !== null) {
    const name = names.get(submission);
    const words = [
      name === undefined ? NOTES.submission : NOTES.attempt(name.title, name.number),
      ...(line === null ? [] : [NOTES.line(line)]),
    ].join(', ');
    return onCode === null ? (
      <span className="small ink2">{words}</span>
    ) : (
      <button type="button" className="note-jump" onClick={onCode}>
        {words}
      </button>
    );
  }
  if (atMs === null) return null;
  const time = formatInto(atMs);
  return (
    <button type="button" className="note-jump" aria-label={NOTES.jump(time)} onClick={() => onJump(atMs)}>
      {time}
    </button>
  );
}
