/** Invitations that nobody has used yet. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ROLES } from '../../shared/account/messages.ts';
import { useServices } from '../../shared/api/services.tsx';
import type { Question } from '../../shared/ask/question-dialog.tsx';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { CONFIRM, INVITATIONS } from './messages.ts';
import { invitationsKey, invitationsQuery, withdraw } from './queries.ts';
import type { Said } from './said.ts';

export function Invitations(props: {
  readonly onAsk: (question: Question) => void;
  readonly onSaid: (said: Said | null) => void;
}) {
  const { api } = useServices();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(invitationsQuery(api));
  const ask = (id: string, email: string) =>
    props.onAsk({
      title: CONFIRM.withdrawTitle,
      text: CONFIRM.withdrawText(email),
      action: CONFIRM.withdraw,
      act: async () => {
        await withdraw(api, id);
        await client.invalidateQueries({ queryKey: invitationsKey });
        props.onSaid({ text: INVITATIONS.withdrawn(email), failed: false });
      },
    });
  return (
    <section className="admin-section" aria-label={INVITATIONS.title}>
      <h2>{INVITATIONS.title}</h2>
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={2} />
        ) : (
          <LoadFailure error={error} retry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <p className="ink2">{INVITATIONS.none}</p>
      ) : (
        <div className="card card-table">
          <table aria-label={INVITATIONS.title}>
            <thead>
              <tr>
                <th scope="col">{INVITATIONS.email}</th>
                <th scope="col">{INVITATIONS.role}</th>
                <th scope="col">{INVITATIONS.made}</th>
                <th scope="col">{INVITATIONS.expires}</th>
                <th scope="col">
                  <span className="sr">{INVITATIONS.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map(({ id, email, role, createdAt, expiresAt }) => (
                <tr key={id}>
                  <th scope="row" className="account-who">
                    <span className="account-email">{email}</span>
                  </th>
                  <td data-label={INVITATIONS.role}>{ROLES[role]}</td>
                  <td data-label={INVITATIONS.made} className="nowrap ink2">
                    <time dateTime={createdAt} title={formatMoment(createdAt)}>
                      {formatAgo(createdAt, Date.now())}
                    </time>
                  </td>
                  <td data-label={INVITATIONS.expires} className="nowrap ink2">
                    <time dateTime={expiresAt}>{formatMoment(expiresAt)}</time>
                  </td>
                  <td>
                    <div className="account-acts">
                      <button
                        type="button"
                        className="button small"
                        aria-label={INVITATIONS.withdrawOf(email)}
                        onClick={() => ask(id, email)}
                      >
                        {INVITATIONS.withdraw}
                      </button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
