/** Says what publishing does, and then leads on. */
import type { PackageDraftView, Published, VerificationId } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../../shared/api/http.ts';
import { useServices } from '../../../shared/api/services.tsx';
import { ConfirmDialog } from '../../../shared/ask/confirm-dialog.tsx';
import { Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import '../../../shared/ask/ask.css';
import { drafts } from '../authoring-api.ts';
import { exerciseQuery } from '../queries.ts';
import { PUBLISH } from './messages.ts';

export function PublishDialog(props: {
  readonly draft: PackageDraftView;
  /** Green, and of the files as they are now. */
  readonly verification: VerificationId;
  readonly onClose: () => void;
}) {
  const { draft, verification, onClose } = props;
  const { api } = useServices();
  const client = useQueryClient();
  const [replace, setReplace] = useState(false);
  const [faulty, setFaulty] = useState(false);
  const [published, setPublished] = useState<Published | null>(null);
  // What is not published yet has none.
  const before = useQuery({ ...exerciseQuery(api, draft.slug), retry: retryUnlessMissing }).data ?? null;
  const finished = before === null ? 0 : before.revisions.reduce((sum, revision) => sum + revision.finished, 0);
  if (published !== null) return <Done draft={draft} finished={finished} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={PUBLISH.title(draft.title)}
      action={PUBLISH.action}
      busy={PUBLISH.busy}
      cancel={PUBLISH.cancel}
      isMeant={() => {
        const meant = !draft.replaces || replace;
        setFaulty(!meant);
        return meant;
      }}
      act={() => drafts.publish(api, draft.id, { verification, replace })}
      onDone={(done) => {
        setPublished(done);
        // Also the list of exercises has it now.
        void client.invalidateQueries();
      }}
      onClose={onClose}
    >
      <p>{before === null ? PUBLISH.new : PUBLISH.revision}</p>
      <ul className="publish-lines">
        {PUBLISH.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {finished === 0 ? null : <li>{PUBLISH.rejudge(finished)}</li>}
      </ul>
      {draft.replaces ? (
        <div className="publish-replaces">
          <p className="ink-warn">{PUBLISH.replaces}</p>
          <label className="form-check">
            <input
              type="checkbox"
              checked={replace}
              aria-invalid={faulty && !replace ? true : undefined}
              onChange={(event) => setReplace(event.target.checked)}
            />
            {PUBLISH.replace}
          </label>
          {faulty && !replace ? <p className="field-fault">{PUBLISH.replaceFault}</p> : null}
        </div>
      ) : null}
    </ConfirmDialog>
  );
}

function Done(props: { readonly draft: PackageDraftView; readonly finished: number; readonly onClose: () => void }) {
  const { draft, finished, onClose } = props;
  const { slug, title } = draft;
  return (
    <Modal label={PUBLISH.doneTitle} className="ask" onClose={onClose}>
      <ModalHead title={PUBLISH.doneTitle} close={PUBLISH.close} onClose={onClose} />
      <Notice icon="check" title={PUBLISH.done(title)} text={PUBLISH.doneText}>
        <Link to="/exercises/$slug" params={{ slug }} className="button">
          {PUBLISH.toExercise}
        </Link>
        {finished === 0 ? (
          <Link to="/authoring/exercises/$slug" params={{ slug }} className="button">
            {PUBLISH.toRevisions}
          </Link>
        ) : (
          <Link to="/authoring/exercises/$slug/rejudge" params={{ slug }} className="button primary">
            {PUBLISH.toRejudge(finished)}
          </Link>
        )}
      </Notice>
    </Modal>
  );
}

function retryUnlessMissing(failures: number, error: Error): boolean {
  return !(error instanceof ApiError && error.status === 404) && failures < 2;
}
