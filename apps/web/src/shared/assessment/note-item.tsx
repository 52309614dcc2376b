/** A note: what it says, who wrote it, and for its author the ways to change and to delete it. */
import { type Note, NoteConflict, NoteText } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { changeNote, conflictOf, notesQuery, removeNote, reviewKeys } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import { ConfirmDialog } from '../ask/confirm-dialog.tsx';
import { formatMoment } from '../format.ts';
import '../form/form.css';
import { NOTES } from './messages.ts';
import { ConflictChoice, SaveState } from './save-state.tsx';
import type { Stored } from './saver.ts';
import { useSaver } from './use-saver.ts';

/** So much of a note is read out as its name. */
const NAME = 60;

export function NoteItem(props: {
  readonly account: string;
  readonly note: Note;
  /** What it is about: a time, which stands beside the text, or a place in the code above it. */
  readonly place: ReactNode;
}) {
  const { account, note, place } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const { key, set } = useNotes(note.sitting);
  const name = note.text.length > NAME ? `${note.text.slice(0, NAME)}…` : note.text;
  const remove = async (): Promise<void> => {
    try {
      await removeNote(api, note.id, note.version);
    } catch (error) {
      const current = conflictOf(error, NoteConflict)?.current;
      if (current === undefined) throw error;
      set((notes) => notes.map((one) => (one.id === current.id ? current : one)));
      throw new Error(NOTES.removeOvertaken);
    }
    set((notes) => notes.filter(({ id }) => id !== note.id));
    void client.invalidateQueries({ queryKey: key });
    void client.invalidateQueries({ queryKey: reviewKeys.report(note.sitting) });
  };
  return (
    <article className={note.atMs === null ? 'note' : 'note note-timed'} aria-label={name}>
      {place === null ? null : <div className="note-place">{place}</div>}
      {editing ? (
        <NoteEditor
          account={account}
          note={note}
          onDone={() => {
            setEditing(false);
            requestAnimationFrame(() => edit.current?.focus());
          }}
        />
      ) : (
        <p className="assess-words">{note.text}</p>
      )}
      <p className="note-foot small ink3">
        <span>
          {NOTES.by(note.own ? NOTES.own : note.author.name, formatMoment(note.createdAt))}
          {note.changedAt === null ? '' : `, ${NOTES.changed}`}
        </span>
        {note.own && !editing ? (
          <>
            <button
              ref={edit}
              type="button"
              className="note-act"
              aria-label={NOTES.editOf(name)}
              onClick={() => setEditing(true)}
            >
              {NOTES.edit}
            </button>
            <button type="button" className="note-act" aria-label={NOTES.removeOf(name)} onClick={() => setAsked(true)}>
              {NOTES.remove}
            </button>
          </>
        ) : null}
      </p>
      {asked ? (
        <ConfirmDialog
          title={NOTES.removeTitle}
          action={NOTES.remove}
          busy={NOTES.removing}
          cancel={NOTES.keep}
          act={remove}
          onClose={() => setAsked(false)}
        >
          <p>{NOTES.removeText}</p>
          <blockquote className="assess-words ink2">{note.text}</blockquote>
        </ConfirmDialog>
      ) : null}
    </article>
  );
}

function useNotes(sitting: string) {
  const { api } = useServices();
  const client = useQueryClient();
  const key = notesQuery(api, sitting).queryKey;
  return {
    key,
    set: (change: (notes: Note[]) => Note[]): void =>
      void client.setQueryData(key, (notes) => (notes === undefined ? notes : change(notes))),
  };
}

/** Saves by itself; nothing is saved while nothing stands there. */
function NoteEditor(props: { readonly account: string; readonly note: Note; readonly onDone: () => void }) {
  const { account, note, onDone } = props;
  const { api } = useServices();
  const { set } = useNotes(note.sitting);
  const field = useRef<HTMLTextAreaElement>(null);
  const stored = useMemo(() => storedOf(note), [note]);
  const { value, status, change, keepMine, takeTheirs } = useSaver({
    key: `lockstep:note-change:${account}:${note.id}`,
    schema: z.string(),
    stored,
    same: (a, b) => a.trim() === b.trim(),
    conflictIn: (error) => {
      const conflict = conflictOf(error, NoteConflict);
      return conflict === null ? null : storedOf(conflict.current);
    },
    save: async (text, follows) => {
      const put = (now: Note): void => set((notes) => notes.map((one) => (one.id === now.id ? now : one)));
      try {
        const saved = await changeNote(api, note.id, { text: NoteText.parse(text), follows });
        put(saved);
        return storedOf(saved);
      } catch (error) {
        const current = conflictOf(error, NoteConflict)?.current;
        if (current !== undefined) put(current);
        throw error;
      }
    },
  });
  const [blank, setBlank] = useState(false);
  const write = (text: string): void => {
    setBlank(text.trim() === '');
    if (text.trim() !== '') change(text);
  };
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="note-editor">
      <textarea
        ref={field}
        className="input assess-text"
        rows={3}
        aria-label={NOTES.text}
        maxLength={4_000}
        value={blank ? '' : value}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onDone();
        }}
      />
      <ConflictChoice
        status={status}
        mine={value}
        show={(text) => <p className="assess-words small">{text}</p>}
        onMine={keepMine}
        onTheirs={takeTheirs}
      />
      <div className="row">
        <button type="button" className="button small" onClick={onDone}>
          {NOTES.done}
        </button>
        {blank ? <span className="small ink-warn">{NOTES.blank}</span> : <SaveState status={status} />}
      </div>
    </div>
  );
}

function storedOf({ text, version, changedAt, createdAt }: Note): Stored<string> {
  return { value: text, version, at: changedAt ?? createdAt };
}
