/** The drafts that people work on, with where they stand and what can be done with each. On a phone each row is a card. */
import type { PackageDraft } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatAgo, formatMoment } from '../../../shared/format.ts';
import { RowMenu } from '../../../shared/ui/row-menu.tsx';
import { draftPackage } from '../authoring-api.ts';
import { DRAFTS, ORIGINS } from '../messages.ts';
import { VerificationChip } from '../verification-chip.tsx';

export interface DraftActs {
  readonly onDuplicate: (draft: PackageDraft) => void;
  readonly onArchive: (draft: PackageDraft) => void;
}

export function DraftsTable({ drafts, acts }: { readonly drafts: readonly PackageDraft[]; readonly acts: DraftActs }) {
  return (
    <div className="card card-table">
      <table aria-label={DRAFTS.title}>
        <thead>
          <tr>
            <th scope="col">{DRAFTS.exercise}</th>
            <th scope="col">{DRAFTS.from}</th>
            <th scope="col">{DRAFTS.changed}</th>
            <th scope="col">{DRAFTS.verification}</th>
            <th scope="col">
              <span className="sr">{DRAFTS.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <Row key={draft.id} draft={draft} acts={acts} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ draft, acts }: { readonly draft: PackageDraft; readonly acts: DraftActs }) {
  const { id, title, slug, changedAt, createdBy } = draft;
  const download = (): void => {
    // A link is what browsers download by.
    const link = document.createElement('a');
    link.href = draftPackage(id);
    link.download = `${slug}.zip`;
    link.click();
  };
  return (
    <tr>
      <th scope="row">
        <Link to="/authoring/$draft" params={{ draft: id }} className="authoring-name">
          {title}
        </Link>
        <span className="small ink3 mono">{slug}</span>
      </th>
      <td data-label={DRAFTS.from} className="ink2">
        <span>
          {ORIGINS[draft.basedOn.kind]}
          <span className="small ink3"> {DRAFTS.by(createdBy.name)}</span>
        </span>
      </td>
      <td data-label={DRAFTS.changed} className="ink2 nowrap">
        <time dateTime={changedAt} title={formatMoment(changedAt)}>
          {formatAgo(changedAt, Date.now())}
        </time>
      </td>
      <td data-label={DRAFTS.verification}>
        <span>
          <VerificationChip verification={draft.verification} />
        </span>
      </td>
      <td>
        <div className="authoring-acts">
          <RowMenu
            word={DRAFTS.menu}
            label={DRAFTS.menuOf(title)}
            items={[
              { word: DRAFTS.duplicate, act: () => acts.onDuplicate(draft) },
              { word: DRAFTS.export, act: download },
              { word: DRAFTS.archive, act: () => acts.onArchive(draft) },
            ]}
          />
        </div>
      </td>
    </tr>
  );
}
