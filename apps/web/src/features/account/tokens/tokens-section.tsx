/** Tokens by which programs call the API in one's own name. */
import type { ApiTokenView, Role } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { type Question, QuestionDialog } from '../../../shared/ask/question-dialog.tsx';
import { useFocusAfter } from '../../../shared/ask/use-focus-after.ts';
import { formatAgo, formatMoment } from '../../../shared/format.ts';
import '../../../shared/ui/card-table.css';
import { Icon } from '../../../shared/ui/icon.tsx';
import { LoadFailure, Skeleton } from '../../../shared/ui/states.tsx';
import { SCOPES, TOKENS } from './messages.ts';
import { NewTokenDialog } from './new-token-dialog.tsx';
import { revokeToken, tokensKey, tokensQuery } from './queries.ts';
import { isEnded } from './token-words.ts';
import './tokens.css';

/** What lies over the page. */
type Over = { readonly kind: 'new' } | { readonly kind: 'question'; readonly question: Question };

/** `role`: of the account whose page this is. */
export function TokensSection({ role }: { readonly role: Role }) {
  const { api } = useServices();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(tokensQuery(api));
  const [over, setOver] = useState<Over | null>(null);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfter(over !== null, heading);
  const open = (next: Over) => {
    setSaid('');
    setOver(next);
  };
  const ask = ({ id, name }: ApiTokenView) =>
    open({
      kind: 'question',
      question: {
        title: TOKENS.askTitle,
        text: TOKENS.askText(name),
        note: TOKENS.askNote,
        action: TOKENS.askAction,
        act: async () => {
          await revokeToken(api, id);
          await client.invalidateQueries({ queryKey: tokensKey });
          setSaid(TOKENS.revoked(name));
        },
      },
    });
  return (
    <section className="account-part card" aria-label={TOKENS.title}>
      <div className="row">
        <h2 ref={heading} tabIndex={-1}>
          {TOKENS.title}
        </h2>
        <span className="spring" />
        <button type="button" className="button small" onClick={() => open({ kind: 'new' })}>
          {TOKENS.make}
        </button>
      </div>
      <p className="ink2">{TOKENS.text}</p>
      {data === undefined ? (
        error === null ? (
          <Skeleton lines={2} />
        ) : (
          <LoadFailure error={error} retry={() => void refetch()} />
        )
      ) : data.items.length === 0 ? (
        <p>{TOKENS.none}</p>
      ) : (
        <TokensTable tokens={data.items} onRevoke={ask} />
      )}
      <p className="small ink2" role="status">
        {said}
      </p>
      {over?.kind === 'new' ? (
        <NewTokenDialog
          role={role}
          onMade={() => void client.invalidateQueries({ queryKey: tokensKey })}
          onClose={() => setOver(null)}
        />
      ) : null}
      {over?.kind === 'question' ? <QuestionDialog question={over.question} onClose={() => setOver(null)} /> : null}
    </section>
  );
}

function TokensTable(props: {
  readonly tokens: readonly ApiTokenView[];
  readonly onRevoke: (token: ApiTokenView) => void;
}) {
  return (
    <div className="card card-table tokens">
      <table aria-label={TOKENS.title}>
        <thead>
          <tr>
            <th scope="col">{TOKENS.name}</th>
            <th scope="col">{TOKENS.scopes}</th>
            <th scope="col">{TOKENS.lastUsed}</th>
            <th scope="col">{TOKENS.expires}</th>
            <th scope="col">
              <span className="sr">{TOKENS.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.tokens.map((token) => (
            <Row key={token.id} token={token} onRevoke={() => props.onRevoke(token)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ token, onRevoke }: { readonly token: ApiTokenView; readonly onRevoke: () => void }) {
  const { name, scopes, lastUsedAt } = token;
  return (
    <tr>
      <th scope="row" className="token-name">
        {name}
      </th>
      <td data-label={TOKENS.scopes}>{scopes.map((scope) => SCOPES[scope]).join(', ')}</td>
      <td data-label={TOKENS.lastUsed} className="nowrap ink2">
        {lastUsedAt === null ? (
          TOKENS.never
        ) : (
          <time dateTime={lastUsedAt} title={formatMoment(lastUsedAt)}>
            {formatAgo(lastUsedAt, Date.now())}
          </time>
        )}
      </td>
      <td data-label={TOKENS.expires}>
        <Expiry token={token} />
      </td>
      <td>
        <button type="button" className="button small" aria-label={TOKENS.revokeOf(name)} onClick={onRevoke}>
          {TOKENS.revoke}
        </button>
      </td>
    </tr>
  );
}

function Expiry({ token }: { readonly token: ApiTokenView }) {
  const { expiresAt } = token;
  if (expiresAt === null) return <span className="ink2">{TOKENS.untilRevoked}</span>;
  const time = <time dateTime={expiresAt}>{formatMoment(expiresAt)}</time>;
  if (!isEnded(token, Date.now())) return <span className="ink2">{time}</span>;
  return (
    <span className="token-ended ink-warn">
      <Icon name="ban" small />
      <span>
        {TOKENS.ended} {time}
      </span>
    </span>
  );
}
