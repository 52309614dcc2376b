/** Drafts that were taken off the list, for who wants one back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { formatAgo } from '../../../shared/format.ts';
import { Waiting } from '../admins-only.tsx';
import { drafts as draftsApi } from '../authoring-api.ts';
import { DRAFTS } from '../messages.ts';
import { authoringKeys, draftsQuery } from '../queries.ts';

export function ArchivedDrafts({ onSaid }: { readonly onSaid: (text: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="authoring-archived" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{DRAFTS.showArchived}</summary>
      {open ? <List onSaid={onSaid} /> : null}
    </details>
  );
}

function List({ onSaid }: { readonly onSaid: (text: string) => void }) {
  const { api } = useServices();
  const client = useQueryClient();
  const drafts = useQuery(draftsQuery(api, true));
  const restored = useMutation({
    networkMode: 'always',
    mutationFn: async ({ id, title }: { readonly id: string; readonly title: string }) => {
      await draftsApi.restore(api, id);
      await client.invalidateQueries({ queryKey: authoringKeys.drafts });
      return title;
    },
    onSuccess: (title) => onSaid(DRAFTS.restored(title)),
    onError: (error) => onSaid(error.message),
  });
  if (drafts.data === undefined) return <Waiting error={drafts.error} retry={() => void drafts.refetch()} lines={2} />;
  if (drafts.data.items.length === 0) return <p className="ink2">{DRAFTS.noArchived}</p>;
  return (
    <ul aria-label={DRAFTS.archivedTitle}>
      {drafts.data.items.map(({ id, title, slug, changedAt }) => (
        <li key={id}>
          <span>
            {title} <span className="small ink3 mono">{slug}</span>
          </span>
          <span className="small ink3">{formatAgo(changedAt, Date.now())}</span>
          <button
            type="button"
            className="button small"
            aria-label={DRAFTS.restoreOf(title)}
            onClick={() => restored.isPending || restored.mutate({ id, title })}
          >
            {DRAFTS.restore}
          </button>
        </li>
      ))}
    </ul>
  );
}
