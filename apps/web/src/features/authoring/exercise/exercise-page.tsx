/** An exercise as it was published, revision by revision, with the drafts of it. */
import type { AuthoredExerciseView, ExerciseRevisionView } from '@lockstep/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useServices } from '../../../shared/api/services.tsx';
import { formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { useTitle } from '../../../shared/ui/states.tsx';
import '../../../shared/ui/card-table.css';
import { drafts as draftsApi, publishedPackage } from '../authoring-api.ts';
import { Origin } from '../list/bank-table.tsx';
import { BANK } from '../messages.ts';
import { VerificationChip } from '../verification-chip.tsx';
import { ExerciseFrame } from './exercise-frame.tsx';
import { EXERCISE } from './messages.ts';

export function ExercisePage({ slug }: { readonly slug: string }) {
  return <ExerciseFrame slug={slug}>{(view) => <Shown view={view} />}</ExerciseFrame>;
}

function Shown({ view }: { readonly view: AuthoredExerciseView }) {
  const { exercise, revisions, drafts } = view;
  const { slug, title } = exercise;
  useTitle(EXERCISE.documentTitle(title));
  const { api } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const made = useMutation({
    networkMode: 'always',
    mutationFn: () => draftsApi.makeOf(api, slug),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['authoring'] });
      void navigate({ to: '/authoring/$draft', params: { draft: id } });
    },
  });
  return (
    <>
      <div className="exercise-head">
        <Origin exercise={exercise} />
        <span className="spring" />
        <a className="button" href={publishedPackage(slug)} download>
          {EXERCISE.export}
        </a>
        <Link to="/exercises/$slug" params={{ slug }} className="button">
          {EXERCISE.open}
        </Link>
        <button
          type="button"
          className="button primary"
          aria-disabled={made.isPending || undefined}
          title={BANK.editTitle}
          onClick={() => made.isPending || made.mutate()}
        >
          {made.isPending ? EXERCISE.making : EXERCISE.edit}
        </button>
      </div>
      <p role="alert" className="ink-bad">
        {made.error?.message}
      </p>
      <p className="ink2 authoring-text">{EXERCISE.text}</p>
      <div className="card card-table">
        <table aria-label={EXERCISE.revisions}>
          <thead>
            <tr>
              <th scope="col">{EXERCISE.revision}</th>
              <th scope="col">{EXERCISE.from}</th>
              <th scope="col">{EXERCISE.published}</th>
              <th scope="col">{EXERCISE.submissions}</th>
            </tr>
          </thead>
          <tbody>
            {revisions.map((revision) => (
              <Revision key={revision.id} revision={revision} />
            ))}
          </tbody>
        </table>
      </div>
      {drafts.length === 0 ? null : (
        <section className="exercise-drafts" aria-labelledby="exercise-drafts">
          <h2 id="exercise-drafts">{EXERCISE.drafts}</h2>
          <ul>
            {drafts.map((draft) => (
              <li key={draft.id} className="card">
                <Link to="/authoring/$draft" params={{ draft: draft.id }} className="authoring-name">
                  {draft.title}
                </Link>
                <span className="small ink3">
                  {formatMoment(draft.changedAt)}, {draft.createdBy.name}
                </span>
                <VerificationChip verification={draft.verification} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Revision({ revision }: { readonly revision: ExerciseRevisionView }) {
  const { id, current, origin, publishedAt, publishedBy, submissions, finished } = revision;
  return (
    <tr>
      <th scope="row">
        <span className="mono">{id.slice(0, 8)}</span>
        {current ? (
          <span className="chip tone-now revision-current">
            <Icon name="check" small />
            {EXERCISE.current}
          </span>
        ) : null}
      </th>
      <td data-label={EXERCISE.from}>{BANK[origin]}</td>
      <td data-label={EXERCISE.published} className="ink2">
        <span>
          {formatMoment(publishedAt)}
          <span className="small ink3"> {publishedBy?.name ?? EXERCISE.byServer}</span>
        </span>
      </td>
      <td data-label={EXERCISE.submissions}>{EXERCISE.finished(finished, submissions)}</td>
    </tr>
  );
}
