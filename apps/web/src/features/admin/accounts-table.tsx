/** A row for each account, with what an admin can change about it. On a phone each row is a card. */
import { type AccountRow, Role } from '@lockstep/protocol';
import { useMutation } from '@tanstack/react-query';
import { AS_ROLE, ROLES } from '../../shared/account/messages.ts';
import { useSession } from '../../shared/account/session.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import type { Question } from './confirm-dialog.tsx';
import type { ShownLink } from './link-dialog.tsx';
import { ACCOUNTS, CONFIRM, LINK } from './messages.ts';
import { changeAccount, makeResetLink } from './queries.ts';
import type { Said } from './said.ts';

interface Acts {
  readonly onAsk: (question: Question) => void;
  readonly onLink: (link: ShownLink) => void;
  readonly onSaid: (said: Said | null) => void;
  /** Settles when the changed accounts are shown. */
  readonly onChanged: () => Promise<void>;
}

export function AccountsTable({ accounts, ...acts }: Acts & { readonly accounts: readonly AccountRow[] }) {
  const own = useSession().account?.id;
  return (
    <div className="card admin-table">
      <table aria-label={ACCOUNTS.title}>
        <thead>
          <tr>
            <th scope="col">{ACCOUNTS.name}</th>
            <th scope="col">{ACCOUNTS.role}</th>
            <th scope="col">{ACCOUNTS.state}</th>
            <th scope="col">{ACCOUNTS.lastSeen}</th>
            <th scope="col">
              <span className="sr">{ACCOUNTS.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.id} account={account} isOwn={account.id === own} {...acts} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ account, isOwn, ...acts }: Acts & { readonly account: AccountRow; readonly isOwn: boolean }) {
  const { email, lastSeenAt } = account;
  return (
    <tr className={account.disabledAt === null ? undefined : 'account-closed'}>
      <th scope="row" className="account-who">
        <span className="account-name">
          {account.name}
          {isOwn ? <span className="small ink3"> ({ACCOUNTS.you})</span> : null}
        </span>
        <span className="ink2 account-email">{email}</span>
      </th>
      <td data-label={ACCOUNTS.role}>
        <RoleSelect account={account} {...acts} />
      </td>
      <td data-label={ACCOUNTS.state}>
        <State account={account} />
      </td>
      <td data-label={ACCOUNTS.lastSeen} className="nowrap ink2">
        {lastSeenAt === null ? (
          ACCOUNTS.never
        ) : (
          <time dateTime={lastSeenAt} title={formatMoment(lastSeenAt)}>
            {formatAgo(lastSeenAt, Date.now())}
          </time>
        )}
      </td>
      <td>
        <div className="account-acts">
          <ResetButton account={account} {...acts} />
          <CloseButton account={account} {...acts} />
        </div>
      </td>
    </tr>
  );
}

function RoleSelect({ account, onSaid, onChanged }: Acts & { readonly account: AccountRow }) {
  const { api } = useServices();
  const changed = useMutation({
    networkMode: 'always',
    mutationFn: async (role: Role) => {
      onSaid(null);
      await changeAccount(api, account.id, { role });
      await onChanged();
    },
    onSuccess: (_, role) => onSaid({ text: ACCOUNTS.roleChanged(account.email, AS_ROLE[role]), failed: false }),
    onError: (error) => onSaid({ text: error.message, failed: true }),
  });
  return (
    <select
      className="select account-role"
      aria-label={ACCOUNTS.roleOf(account.email)}
      value={changed.isPending ? changed.variables : account.role}
      onChange={(event) => changed.isPending || changed.mutate(Role.parse(event.target.value))}
    >
      {Object.entries(ROLES).map(([role, word]) => (
        <option key={role} value={role}>
          {word}
        </option>
      ))}
    </select>
  );
}

function State({ account }: { readonly account: AccountRow }) {
  const { disabledAt, resetAskedAt } = account;
  return (
    <div className="account-state">
      <span
        className={disabledAt === null ? 'ink2' : 'ink-warn'}
        title={disabledAt === null ? '' : formatMoment(disabledAt)}
      >
        <Icon name={disabledAt === null ? 'check' : 'ban'} small />
        {disabledAt === null ? ACCOUNTS.open : ACCOUNTS.closed}
      </span>
      {resetAskedAt === null ? null : (
        <span className="chip tone-warn" title={ACCOUNTS.askedAt(formatMoment(resetAskedAt))}>
          <Icon name="question" small />
          {ACCOUNTS.asked}
        </span>
      )}
      {account.hasPassword ? null : <span className="small ink3">{ACCOUNTS.provider}</span>}
    </div>
  );
}

function ResetButton({ account, onLink, onSaid }: Acts & { readonly account: AccountRow }) {
  const { api } = useServices();
  const made = useMutation({
    networkMode: 'always',
    mutationFn: () => makeResetLink(api, account.id),
    onSuccess: (link) => onLink({ ...link, title: LINK.reset(account.email) }),
    onError: (error) => onSaid({ text: error.message, failed: true }),
  });
  if (account.disabledAt !== null) return null;
  return (
    <button
      type="button"
      className="button small"
      aria-label={ACCOUNTS.resetLinkOf(account.email)}
      aria-disabled={made.isPending || undefined}
      onClick={() => made.isPending || made.mutate()}
    >
      {ACCOUNTS.resetLink}
    </button>
  );
}

function CloseButton({ account, onAsk, onSaid, onChanged }: Acts & { readonly account: AccountRow }) {
  const { api } = useServices();
  const { id, email } = account;
  const closed = account.disabledAt !== null;
  const act = async (): Promise<void> => {
    await changeAccount(api, id, { disabled: !closed });
    await onChanged();
    onSaid({ text: closed ? ACCOUNTS.accountOpened(email) : ACCOUNTS.accountClosed(email), failed: false });
  };
  const question: Question = closed
    ? { title: CONFIRM.reopenTitle, text: CONFIRM.reopenText(email), action: CONFIRM.reopen, act }
    : {
        title: CONFIRM.closeTitle,
        text: CONFIRM.closeText(email),
        note: CONFIRM.closeUndo,
        action: CONFIRM.close,
        act,
      };
  return (
    <button
      type="button"
      className="button small"
      aria-label={closed ? ACCOUNTS.reopenOf(email) : ACCOUNTS.closeOf(email)}
      onClick={() => onAsk(question)}
    >
      {closed ? ACCOUNTS.reopen : ACCOUNTS.close}
    </button>
  );
}
