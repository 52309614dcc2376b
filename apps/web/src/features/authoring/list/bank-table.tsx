/** What is published, with where it comes from. On a phone each row is a card. */
import type { AuthoredExercise } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatAgo, formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { BANK, FOLDER } from '../messages.ts';

export function BankTable(props: {
  readonly exercises: readonly AuthoredExercise[];
  /** The slug of which a draft is being made; null: none. */
  readonly making: string | null;
  readonly onEdit: (slug: string) => void;
}) {
  return (
    <div className="card card-table">
      <table aria-label={BANK.title}>
        <thead>
          <tr>
            <th scope="col">{BANK.exercise}</th>
            <th scope="col">{BANK.origin}</th>
            <th scope="col">{BANK.published}</th>
            <th scope="col" className="number">
              {BANK.drafts}
            </th>
            <th scope="col">
              <span className="sr">{BANK.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.exercises.map((exercise) => (
            <Row
              key={exercise.slug}
              exercise={exercise}
              making={props.making === exercise.slug}
              onEdit={() => props.onEdit(exercise.slug)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { readonly exercise: AuthoredExercise; readonly making: boolean; readonly onEdit: () => void }) {
  const { exercise, making } = props;
  const { slug, title, publishedAt, publishedBy, drafts } = exercise;
  return (
    <tr>
      <th scope="row">
        <Link
          to="/authoring/exercises/$slug"
          params={{ slug }}
          className="authoring-name"
          aria-label={BANK.revisionsOf(title)}
        >
          {title}
        </Link>
        <span className="small ink3">
          <span className="mono">{slug}</span>
        </span>
      </th>
      <td data-label={BANK.origin}>
        <Origin exercise={exercise} />
      </td>
      <td data-label={BANK.published} className="ink2">
        <span>
          <time dateTime={publishedAt} title={formatMoment(publishedAt)}>
            {formatAgo(publishedAt, Date.now())}
          </time>
          <span className="small ink3"> {publishedBy?.name ?? BANK.byServer}</span>
        </span>
      </td>
      <td data-label={BANK.drafts} className="number">
        {drafts === 0 ? (
          <span className="ink3">0</span>
        ) : (
          <Link to="/authoring/exercises/$slug" params={{ slug }} className="authoring-link">
            {BANK.draftsOf(drafts)}
          </Link>
        )}
      </td>
      <td>
        <div className="authoring-acts">
          <button
            type="button"
            className="button small"
            aria-label={BANK.editOf(title)}
            title={BANK.editTitle}
            aria-disabled={making || undefined}
            onClick={props.onEdit}
          >
            {making ? BANK.making : BANK.edit}
          </button>
        </div>
      </td>
    </tr>
  );
}

export function Origin({ exercise }: { readonly exercise: AuthoredExercise }) {
  const { origin, folder, withdrawn, slug } = exercise;
  const words = FOLDER[folder];
  return (
    <span className="authoring-origin">
      <span className={origin === 'app' ? 'chip tone-now' : 'chip'}>
        <Icon name={origin === 'app' ? 'code' : 'file'} small />
        {BANK[origin]}
      </span>
      {withdrawn ? (
        <span className="chip tone-warn">
          <Icon name="ban" small />
          {BANK.withdrawn}
        </span>
      ) : null}
      {words === null ? null : folder === 'different' ? (
        <Link to="/authoring/exercises/$slug/difference" params={{ slug }} className="authoring-link small">
          {words}
        </Link>
      ) : (
        <span className="small ink3">{words}</span>
      )}
    </span>
  );
}
