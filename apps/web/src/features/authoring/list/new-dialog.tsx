/** Asks for what a new exercise is called. */
import { type PackageDraft, Slug, type Track } from '@lockstep/protocol';
import { useState } from 'react';
import { ApiError } from '../../../shared/api/http.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { ConfirmDialog } from '../../../shared/ask/confirm-dialog.tsx';
import { SelectField, TextField } from '../fields.tsx';
import { NEW_EXERCISE } from '../messages.ts';
import { makeExercise, slugOf } from './new-draft.ts';

const MOST_TITLE = 80;

export function NewDialog(props: {
  readonly tracks: readonly Track[];
  readonly onMade: (draft: PackageDraft) => void;
  readonly onClose: () => void;
}) {
  const { api } = useServices();
  const { tracks } = props;
  const [title, setTitle] = useState('');
  // As long as nobody chose one, it goes with the title.
  const [chosen, setChosen] = useState<string | null>(null);
  const [track, setTrack] = useState(String(tracks[0]?.number ?? ''));
  const [faulty, setFaulty] = useState(false);
  const slug = chosen ?? slugOf(title);
  const titleFault = title.trim() === '' || title.length > MOST_TITLE ? NEW_EXERCISE.nameFault : null;
  const slugFault = Slug.safeParse(slug).success ? null : NEW_EXERCISE.slugFault;
  return (
    <ConfirmDialog
      title={NEW_EXERCISE.title}
      action={NEW_EXERCISE.make}
      busy={NEW_EXERCISE.making}
      cancel={NEW_EXERCISE.cancel}
      focusInside
      isMeant={() => {
        const meant = titleFault === null && slugFault === null;
        setFaulty(!meant);
        return meant;
      }}
      act={() =>
        makeExercise(api, { slug, title: title.trim(), track: track === '' ? null : Number(track) }).catch(asTaken)
      }
      onDone={props.onMade}
      onClose={props.onClose}
    >
      <p className="ink2">{NEW_EXERCISE.text}</p>
      <TextField
        label={NEW_EXERCISE.name}
        value={title}
        onChange={setTitle}
        maxLength={MOST_TITLE}
        fault={faulty ? titleFault : null}
        first
      />
      <TextField
        label={NEW_EXERCISE.slug}
        hint={NEW_EXERCISE.slugHint}
        value={slug}
        onChange={setChosen}
        maxLength={64}
        fault={faulty ? slugFault : null}
        mono
      />
      {tracks.length === 0 ? null : (
        <SelectField
          label={NEW_EXERCISE.track}
          value={track}
          options={tracks.map(({ number, title: name }) => [String(number), `${number}. ${name}`])}
          onChange={setTrack}
        />
      )}
    </ConfirmDialog>
  );
}

function asTaken(error: unknown): never {
  if (error instanceof ApiError && error.status === 409) throw new Error(NEW_EXERCISE.taken, { cause: error });
  throw error;
}
