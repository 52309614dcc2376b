/** All webhooks: where they send to, what they are told, and whether it arrives. */
import type { WebhookMade, WebhookView } from '@lockstep/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { useFocusAfter } from '../../../shared/ask/use-focus-after.ts';
import { formatAgo, formatCount, formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Notice, useTitle } from '../../../shared/ui/states.tsx';
import { Loading } from '../loading.tsx';
import { EVENTS, WEBHOOKS } from './messages.ts';
import { makeWebhook, webhookKeys, webhooksQuery } from './queries.ts';
import { SecretDialog, WebhookDialog } from './webhook-dialog.tsx';
import { hostOf, webhookMark } from './webhook-words.ts';
import './webhooks.css';

/** What lies over the page. */
type Over = { readonly kind: 'new' } | { readonly kind: 'made'; readonly made: WebhookMade };

export function WebhooksPage() {
  useTitle(WEBHOOKS.title);
  const { api } = useServices();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(webhooksQuery(api));
  const [over, setOver] = useState<Over | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfter(over !== null, heading);
  const make = (
    <button type="button" className="button primary" onClick={() => setOver({ kind: 'new' })}>
      <Icon name="plus" />
      {WEBHOOKS.make}
    </button>
  );
  return (
    <>
      <header className="webhooks-head">
        <h1 ref={heading} tabIndex={-1}>
          {WEBHOOKS.title}
        </h1>
        {data === undefined || data.items.length === 0 ? null : make}
      </header>
      <p className="ink2 admin-text">{WEBHOOKS.text}</p>
      {data === undefined ? (
        <Loading error={error} retry={() => void refetch()} lines={4} />
      ) : data.items.length === 0 ? (
        <Notice icon="output" title={WEBHOOKS.noneTitle} text={WEBHOOKS.noneText}>
          {make}
        </Notice>
      ) : (
        <WebhooksTable webhooks={data.items} />
      )}
      {over?.kind === 'new' ? (
        <WebhookDialog
          webhook={null}
          send={async (request) => {
            const made = await makeWebhook(api, request);
            setOver({ kind: 'made', made });
            await client.invalidateQueries({ queryKey: webhookKeys.list, exact: true });
          }}
          onClose={() => setOver(null)}
        />
      ) : null}
      {over?.kind === 'made' ? <SecretDialog made={over.made} onClose={() => setOver(null)} /> : null}
    </>
  );
}

function WebhooksTable({ webhooks }: { readonly webhooks: readonly WebhookView[] }) {
  return (
    <div className="card card-table webhooks">
      <table aria-label={WEBHOOKS.title}>
        <thead>
          <tr>
            <th scope="col">{WEBHOOKS.address}</th>
            <th scope="col">{WEBHOOKS.told}</th>
            <th scope="col">{WEBHOOKS.state}</th>
            <th scope="col" className="number">
              {WEBHOOKS.waiting}
            </th>
            <th scope="col">{WEBHOOKS.last}</th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <Row key={webhook.id} webhook={webhook} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ webhook }: { readonly webhook: WebhookView }) {
  const { id, url, events, names, waiting, lastDeliveredAt } = webhook;
  const { icon, tone, words } = webhookMark(webhook);
  return (
    <tr>
      <th scope="row" className="webhook-where">
        <Link to="/admin/webhooks/$id" params={{ id }}>
          {hostOf(webhook)}
        </Link>
        <span className="small ink3" title={url}>
          {url}
        </span>
      </th>
      <td data-label={WEBHOOKS.told}>
        <span className="webhook-told">
          {events.map((event) => (
            <span key={event}>{EVENTS[event]}</span>
          ))}
          {names ? <span className="ink3">{WEBHOOKS.withNames}</span> : null}
        </span>
      </td>
      <td data-label={WEBHOOKS.state}>
        <span className={`webhook-state ${tone}`}>
          <Icon name={icon} small />
          {words}
        </span>
      </td>
      <td className="number" data-label={WEBHOOKS.waiting}>
        {formatCount(waiting)}
      </td>
      <td className="nowrap ink2" data-label={WEBHOOKS.last}>
        {lastDeliveredAt === null ? (
          WEBHOOKS.never
        ) : (
          <time dateTime={lastDeliveredAt} title={formatMoment(lastDeliveredAt)}>
            {formatAgo(lastDeliveredAt, Date.now())}
          </time>
        )}
      </td>
    </tr>
  );
}
