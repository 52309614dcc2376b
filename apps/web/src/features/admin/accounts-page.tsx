/** All accounts: who may do what, who is closed, who waits for a new password; and inviting more people. */

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { queryKeys } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { type Question, QuestionDialog } from '../../shared/ask/question-dialog.tsx';
import { useFocusAfter } from '../../shared/ask/use-focus-after.ts';
import { useTitle } from '../../shared/ui/states.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { Invitations } from './invitations.tsx';
import { InviteForm } from './invite-form.tsx';
import { LinkDialog, type ShownLink } from './link-dialog.tsx';
import { Loading } from './loading.tsx';
import { ACCOUNTS } from './messages.ts';
import { MorePages } from './more-pages.tsx';
import { accountsQuery, invitationsKey } from './queries.ts';
import type { Said } from './said.ts';

/** What lies over the page. */
type Over =
  | { readonly kind: 'link'; readonly link: ShownLink }
  | { readonly kind: 'question'; readonly question: Question };

export function AccountsPage() {
  useTitle(ACCOUNTS.title);
  const { api } = useServices();
  const client = useQueryClient();
  const pages = useInfiniteQuery(accountsQuery(api));
  const [over, setOver] = useState<Over | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfter(over !== null, heading);
  const accounts = pages.data?.pages.flatMap((page) => page.items);
  const ask = (question: Question) => {
    setSaid(null);
    setOver({ kind: 'question', question });
  };
  const showLink = (link: ShownLink) => {
    setSaid(null);
    setOver({ kind: 'link', link });
  };
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {ACCOUNTS.title}
      </h1>
      <InviteForm
        onLink={(link) => {
          showLink(link);
          void client.invalidateQueries({ queryKey: invitationsKey });
        }}
      />
      <p className="admin-said" role="status">
        {said === null ? '' : <span className={said.failed ? 'ink-bad' : 'ink-good'}>{said.text}</span>}
      </p>
      {accounts !== undefined ? (
        <AccountsTable
          accounts={accounts}
          onAsk={ask}
          onLink={showLink}
          onSaid={setSaid}
          onChanged={async () => {
            // Also who one is oneself may have changed.
            void client.invalidateQueries({ queryKey: queryKeys.session });
            await pages.refetch();
          }}
        />
      ) : (
        <Loading error={pages.error} retry={() => void pages.refetch()} lines={6} />
      )}
      <MorePages pages={pages} more={ACCOUNTS.more} loading={ACCOUNTS.loadingMore} />
      <Invitations onAsk={ask} onSaid={setSaid} />
      {over?.kind === 'link' ? <LinkDialog shown={over.link} onClose={() => setOver(null)} /> : null}
      {over?.kind === 'question' ? <QuestionDialog question={over.question} onClose={() => setOver(null)} /> : null}
    </>
  );
}
