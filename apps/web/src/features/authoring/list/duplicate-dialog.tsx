/** Asks for the slug of a copy. */
import { type PackageDraft, Slug } from '@lockstep/protocol';
import { useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { ConfirmDialog } from '../../../shared/ask/confirm-dialog.tsx';
import { drafts } from '../authoring-api.ts';
import { TextField } from '../fields.tsx';
import { DUPLICATE, NEW_EXERCISE } from '../messages.ts';

export function DuplicateDialog(props: {
  readonly draft: PackageDraft;
  readonly onMade: (draft: PackageDraft) => void;
  readonly onClose: () => void;
}) {
  const { api } = useServices();
  const { draft } = props;
  const [slug, setSlug] = useState<string>(draft.slug);
  const [faulty, setFaulty] = useState(false);
  return (
    <ConfirmDialog
      title={DUPLICATE.title}
      action={DUPLICATE.action}
      busy={DUPLICATE.busy}
      cancel={NEW_EXERCISE.cancel}
      focusInside
      isMeant={() => {
        const { success } = Slug.safeParse(slug);
        setFaulty(!success);
        return success;
      }}
      act={() => drafts.duplicate(api, draft.id, slug)}
      onDone={props.onMade}
      onClose={props.onClose}
    >
      <p className="ink2">{DUPLICATE.text}</p>
      <TextField
        label={NEW_EXERCISE.slug}
        value={slug}
        onChange={setSlug}
        maxLength={64}
        fault={faulty ? NEW_EXERCISE.slugFault : null}
        mono
        first
      />
    </ConfirmDialog>
  );
}
