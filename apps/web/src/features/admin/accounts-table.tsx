/** A row for each account, with what an admin can change about it. On a phone each row is a card. */
import { type AccountRow, Role } from '@lockstep/protocol';
import { useMutation } from '@tanstack/react-query';
import { AS_ROLE, ROLES } from '../../shared/account/messages.ts';
import { useSession } from '../../shared/account/session.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { AccountActs, type Acts } from './account-acts.tsx';
import { isErased } from './erased.ts';
import { ACCOUNTS, ERASE } from './messages.ts';
import { changeAccount } from './queries.ts';

export function AccountsTable({ accounts, ...acts }: Acts & { readonly accounts: readonly AccountRow[] }) {
  const own = useSession().account?.id;
  return (
    <div className="card card-table">
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
          {accounts.map((account) =>
            isErased(account) ? (
              <ErasedRow key={account.id} account={account} />
            ) : (
              <Row key={account.id} account={account} isOwn={account.id === own} {...acts} />
            ),
          )}
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
        <AccountActs account={account} isOwn={isOwn} {...acts} />
      </td>
    </tr>
  );
}

/** Nothing can be done with it any more. */
function ErasedRow({ account }: { readonly account: AccountRow }) {
  return (
    <tr className="account-closed">
      <th scope="row" className="account-who">
        <span className="account-name">{ERASE.erased}</span>
      </th>
      <td data-label={ACCOUNTS.role} className="ink3">
        {ROLES[account.role]}
      </td>
      <td data-label={ACCOUNTS.state}>
        <div className="account-state">
          <span className="ink3">
            <Icon name="ban" small />
            {ERASE.state}
          </span>
        </div>
      </td>
      <td />
      <td />
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
