/** The notes on one line of a submission as a thread below it, with a place to write one more. */
import type { Note, SubmissionId } from '@lockstep/protocol';
import { NOTES } from './messages.ts';
import { NoteComposer } from './note-composer.tsx';
import { NoteItem } from './note-item.tsx';

export function LineNotes(props: {
  readonly account: string;
  readonly sitting: string;
  readonly submission: SubmissionId;
  readonly line: number;
  readonly notes: readonly Note[];
  readonly writing: boolean;
  /** One more was written, or none after all. */
  readonly onWritten: () => void;
}) {
  const { account, sitting, submission, line, notes, writing, onWritten } = props;
  return (
    <section className="line-notes" aria-label={NOTES.threads(line)}>
      {notes.map((note) => (
        <NoteItem key={note.id} account={account} note={note} place={null} />
      ))}
      {writing ? (
        <NoteComposer
          account={account}
          sitting={sitting}
          place={{ submission, line }}
          label={NOTES.onLine(line)}
          at={null}
          focused
          onAdded={onWritten}
          onCancel={onWritten}
        />
      ) : null}
    </section>
  );
}
