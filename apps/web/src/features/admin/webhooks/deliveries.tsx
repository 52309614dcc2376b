/** What a webhook was sent, and what waits, newest first: how often it was tried, and what came of it. */
import type { DeliveryView, WebhookView } from '@lockstep/protocol';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../../shared/api/services.tsx';
import { formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { shortId } from '../judging/figures.ts';
import { Loading } from '../loading.tsx';
import { MorePages } from '../more-pages.tsx';
import { DELIVERIES, EVENTS } from './messages.ts';
import { deliveriesQuery, sendAgain, webhookKeys } from './queries.ts';
import { answerWords, deliveryMark } from './webhook-words.ts';

export function Deliveries({ webhook }: { readonly webhook: WebhookView }) {
  const { api } = useServices();
  const pages = useInfiniteQuery(deliveriesQuery(api, webhook.id));
  const first = pages.data?.pages[0];
  const items = pages.data?.pages.flatMap((page) => page.items);
  return (
    <section className="admin-section" aria-label={DELIVERIES.title}>
      <h2>{DELIVERIES.title}</h2>
      {items === undefined || first === undefined ? (
        <Loading error={pages.error} retry={() => void pages.refetch()} lines={4} />
      ) : items.length === 0 ? (
        <p className="ink2">{DELIVERIES.none}</p>
      ) : (
        <>
          <p className="ink2 admin-wide">{DELIVERIES.text}</p>
          <div className="card card-table deliveries">
            <table aria-label={DELIVERIES.title}>
              <thead>
                <tr>
                  <th scope="col">{DELIVERIES.event}</th>
                  <th scope="col">{DELIVERIES.when}</th>
                  <th scope="col">{DELIVERIES.state}</th>
                  <th scope="col" className="number">
                    {DELIVERIES.tries}
                  </th>
                  <th scope="col">{DELIVERIES.answer}</th>
                  <th scope="col">
                    <span className="sr">{DELIVERIES.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((delivery) => (
                  <Row
                    key={delivery.id}
                    delivery={delivery}
                    isOff={webhook.off !== null}
                    nowMs={Date.parse(first.now)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <MorePages pages={pages} more={DELIVERIES.older} loading={DELIVERIES.loadingOlder} />
    </section>
  );
}

/** `nowMs`: when it was so, by the server's clock. */
function Row(props: { readonly delivery: DeliveryView; readonly isOff: boolean; readonly nowMs: number }) {
  const { delivery, isOff, nowMs } = props;
  const { event, kind, attempts, createdAt } = delivery;
  const { icon, tone, words, more } = deliveryMark(delivery, nowMs);
  return (
    <tr>
      <th scope="row" className="delivery-what">
        <span>{EVENTS[kind]}</span>
        <span className="mono small ink3" title={DELIVERIES.id(event)}>
          {shortId(event)}
        </span>
      </th>
      <td className="nowrap ink2" data-label={DELIVERIES.when}>
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
      </td>
      <td data-label={DELIVERIES.state}>
        <span className="delivery-state">
          <span className={tone}>
            <Icon name={icon} small />
            {words}
          </span>
          {more === '' || (isOff && delivery.state === 'waiting') ? null : <span className="small ink3">{more}</span>}
        </span>
      </td>
      <td className="number" data-label={DELIVERIES.tries}>
        {DELIVERIES.triesOf(attempts)}
      </td>
      <td className="delivery-answer" data-label={DELIVERIES.answer}>
        {answerWords(delivery)}
      </td>
      <td>{isOff ? null : <Again delivery={delivery} />}</td>
    </tr>
  );
}

/** Once it is asked for, the row says how it goes. */
function Again({ delivery }: { readonly delivery: DeliveryView }) {
  const { id, event, kind, state } = delivery;
  const { api } = useServices();
  const client = useQueryClient();
  const again = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      await sendAgain(api, id);
      // Also what the list says of the webhook: its key begins that of the deliveries.
      await client.invalidateQueries({ queryKey: webhookKeys.list });
    },
  });
  const word = state === 'waiting' ? DELIVERIES.hurry : DELIVERIES.again;
  return (
    <div className="delivery-again">
      <button
        type="button"
        className="button small"
        aria-label={DELIVERIES.againOf(word, EVENTS[kind], shortId(event))}
        aria-disabled={again.isPending || undefined}
        onClick={() => again.isPending || again.mutate()}
      >
        {word}
      </button>
      <p className={`small ${again.isError ? 'ink-bad' : 'sr'}`} role="status">
        {again.isError ? again.error.message : again.isSuccess ? DELIVERIES.asked : ''}
      </p>
    </div>
  );
}
