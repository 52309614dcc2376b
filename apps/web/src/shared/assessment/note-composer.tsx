/**
 * Where a note is written. What was not added is kept in this browser. When the server cannot be reached it is added as soon as
 * it can be; should the answer to an earlier try have been lost, the note is there already, and is not added twice.
 */
import { type Note, NoteRequest } from '@lockstep/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { ApiError } from '../api/http.ts';
import { isFinal } from '../api/is-final.ts';
import { addNote, notesQuery, reviewKeys } from '../api/review-api.ts';
import { useServices } from '../api/services.tsx';
import { formatInto, readInto } from '../clock/into.ts';
import '../form/form.css';
import { isMac, KeyHint, strokeOf, strokeText } from '../ui/shortcut.tsx';
import { NOTES } from './messages.ts';
import { useKeptText } from './use-kept-text.ts';

const MOST = 4_000;
const RETRY_MS = 5_000;

export interface NotePlace {
  readonly submission: Note['submission'];
  readonly line: number | null;
}

type Sending =
  | { readonly kind: 'idle' | 'sending' }
  | { readonly kind: 'trying' }
  | { readonly kind: 'refused'; readonly reason: string };

export function NoteComposer(props: {
  readonly account: string;
  readonly sitting: string;
  readonly place: NotePlace;
  readonly label: string;
  /** The time into the interview, in milliseconds; null: the reviewer writes it, or none. */
  readonly at: (() => number) | null;
  /** It has the focus when it comes. */
  readonly focused?: boolean;
  readonly onAdded?: () => void;
  readonly onCancel?: () => void;
}) {
  const { account, sitting, place, label, at, focused = false, onAdded, onCancel } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const key = `lockstep:note:${account}:${sitting}:${place.submission ?? 'all'}:${place.line ?? 'all'}`;
  const { text, kept, write } = useKeptText(key);
  /** The time that the note keeps, as text. Set by the first letter where `at` tells it. */
  const { text: time, write: setTime } = useKeptText(`${key}:time`);
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  /** Notes that were there before the first try. */
  const known = useRef<ReadonlySet<string>>(new Set());
  const onCode = place.submission !== null;
  const atMs = onCode || time.trim() === '' ? null : readInto(time);
  const timeIsWrong = !onCode && time.trim() !== '' && atMs === null;
  const request = (): NoteRequest | null => NoteRequest.safeParse({ text, ...place, atMs }).data ?? null;

  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);

  const added = (note: Note): void => {
    client.setQueryData(notesQuery(api, sitting).queryKey, (notes) =>
      notes === undefined || notes.some((one) => one.id === note.id) ? notes : [...notes, note],
    );
    void client.invalidateQueries({ queryKey: reviewKeys.report(sitting) });
    write('');
    setTime('');
    setSending({ kind: 'idle' });
    onAdded?.();
  };
  const send = async (again: boolean): Promise<void> => {
    const wanted = request();
    if (wanted === null || timeIsWrong || sending.kind === 'sending') return;
    const cached = client.getQueryData(notesQuery(api, sitting).queryKey) ?? [];
    if (!again) known.current = new Set(cached.map((note) => note.id));
    setSending({ kind: 'sending' });
    try {
      const there = again ? await client.fetchQuery({ ...notesQuery(api, sitting), staleTime: 0 }) : [];
      const arrived = there.find((note) => !known.current.has(note.id) && note.own && isSame(note, wanted));
      added(arrived ?? (await addNote(api, sitting, wanted)));
    } catch (error) {
      if (error instanceof ApiError && isFinal(error.status)) setSending({ kind: 'refused', reason: error.message });
      else setSending({ kind: 'trying' });
    }
  };
  const tryAgain = useEffectEvent(() => void send(true));
  useEffect(() => {
    if (sending.kind !== 'trying') return;
    const timer = setTimeout(() => tryAgain(), RETRY_MS);
    const online = (): void => tryAgain();
    window.addEventListener('online', online);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', online);
    };
  }, [sending]);

  const change = (next: string): void => {
    if (at !== null && text === '' && next !== '') setTime(formatInto(at()));
    if (at !== null && next === '') setTime('');
    write(next);
    if (sending.kind === 'refused') setSending({ kind: 'idle' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (strokeOf(event.nativeEvent) === 'mod+enter') {
      event.preventDefault();
      void send(sending.kind === 'trying');
    } else if (event.key === 'Escape' && onCancel !== undefined) {
      event.stopPropagation();
      onCancel();
    }
  };
  const over = text.trim().length - MOST;
  const ready = request() !== null && !timeIsWrong;
  return (
    <div className="note-composer">
      <label className="sr" htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        className="input assess-text"
        rows={2}
        placeholder={label}
        aria-describedby={`${id}-state`}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="note-acts">
        <button
          type="button"
          className="button small"
          aria-disabled={!ready || sending.kind === 'sending' || undefined}
          onClick={() => void send(sending.kind === 'trying')}
        >
          {sending.kind === 'sending' ? NOTES.adding : NOTES.add}
          <KeyHint keys={[strokeText('mod+enter', isMac())]} />
        </button>
        {onCancel === undefined ? null : (
          <button type="button" className="button small quiet" onClick={onCancel}>
            {NOTES.keep}
          </button>
        )}
        {onCode ? null : at !== null ? (
          atMs === null ? null : (
            <button type="button" className="button small quiet" title={NOTES.dropTime} onClick={() => setTime('')}>
              {NOTES.keeps(formatInto(atMs))}
            </button>
          )
        ) : (
          <label className="note-at small">
            {NOTES.time}
            <input
              type="text"
              className="input note-time"
              title={NOTES.timeHint}
              placeholder={NOTES.timePlaceholder}
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={timeIsWrong || undefined}
              aria-describedby={timeIsWrong ? `${id}-time` : undefined}
              value={time}
              onChange={(event) => setTime(event.target.value)}
              onKeyDown={onKeyDown}
            />
          </label>
        )}
      </div>
      {timeIsWrong ? (
        <p className="field-fault" id={`${id}-time`}>
          {NOTES.timeFault}
        </p>
      ) : null}
      <p className="small ink-warn" id={`${id}-state`} role="status">
        {sending.kind === 'trying' ? `${NOTES.trying} ${kept ? NOTES.kept : ''}` : ''}
        {sending.kind === 'refused' ? `${NOTES.refused(sending.reason)} ${kept ? NOTES.kept : ''}` : ''}
        {over > 0 ? NOTES.long(over) : ''}
      </p>
    </div>
  );
}

function isSame(note: Note, request: NoteRequest): boolean {
  return (
    note.text === request.text &&
    note.submission === request.submission &&
    note.line === request.line &&
    note.atMs === request.atMs
  );
}
