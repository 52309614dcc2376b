/** One webhook: what it is told and how, what can be done with it, and what it was sent. */
import type { WebhookMade, WebhookView } from '@lockstep/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { type Question, QuestionDialog } from '../../../shared/ask/question-dialog.tsx';
import { useFocusAfter } from '../../../shared/ask/use-focus-after.ts';
import { formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { RowMenu } from '../../../shared/ui/row-menu.tsx';
import { Notice, useTitle } from '../../../shared/ui/states.tsx';
import { Loading } from '../loading.tsx';
import type { Said } from '../said.ts';
import { Deliveries } from './deliveries.tsx';
import { ASK, EVENTS, WEBHOOK, WEBHOOKS } from './messages.ts';
import { changeWebhook, deleteWebhook, renewSecret, sendTest, webhookKeys, webhooksQuery } from './queries.ts';
import { SecretDialog, WebhookDialog } from './webhook-dialog.tsx';
import { hostOf } from './webhook-words.ts';
import './webhooks.css';

export function WebhookPage({ id }: { readonly id: string }) {
  useTitle(WEBHOOKS.title);
  const { api } = useServices();
  const { data, error, refetch } = useQuery(webhooksQuery(api));
  const webhook = data?.items.find((one) => one.id === id);
  return (
    <>
      <Link to="/admin/webhooks" className="webhook-back">
        <Icon name="prev" small />
        {WEBHOOK.back}
      </Link>
      {data === undefined ? (
        <Loading error={error} retry={() => void refetch()} lines={8} />
      ) : webhook === undefined ? (
        <Notice icon="search" title={WEBHOOK.goneTitle} text={WEBHOOK.goneText} level="h1" />
      ) : (
        <One webhook={webhook} />
      )}
    </>
  );
}

/** What lies over the page. */
type Over =
  | { readonly kind: 'change' }
  | { readonly kind: 'secret'; readonly made: WebhookMade }
  | { readonly kind: 'question'; readonly question: Question };

function One({ webhook }: { readonly webhook: WebhookView }) {
  const { id, off } = webhook;
  const { api } = useServices();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [over, setOver] = useState<Over | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusAfter(over !== null, heading);
  const host = hostOf(webhook);
  const show = (next: Over): void => {
    setSaid(null);
    setOver(next);
  };
  const ask = (question: Question): void => show({ kind: 'question', question });
  /** Also what it was sent: the list's key begins that of the deliveries. */
  const renewed = (): Promise<void> => client.invalidateQueries({ queryKey: webhookKeys.list });
  const done = async (text: string): Promise<void> => {
    await renewed();
    setSaid({ text, failed: false });
  };
  const fail = (error: Error): void => setSaid({ text: error.message, failed: true });
  const tested = useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      setSaid(null);
      await sendTest(api, id);
      await done(WEBHOOK.tested);
    },
    onError: fail,
  });
  const switched = async (on: boolean): Promise<void> => {
    await changeWebhook(api, id, { on });
    await done(on ? WEBHOOK.switchedOn : WEBHOOK.switchedOff);
  };
  const switchOn = useMutation({ networkMode: 'always', mutationFn: () => switched(true), onError: fail });
  const renew = async (): Promise<void> => {
    const made = await renewSecret(api, id);
    await renewed();
    setOver({ kind: 'secret', made });
  };
  const remove = async (): Promise<void> => {
    await deleteWebhook(api, id);
    client.removeQueries({ queryKey: webhookKeys.deliveries(id) });
    await client.invalidateQueries({ queryKey: webhookKeys.list, exact: true });
    await navigate({ to: '/admin/webhooks' });
  };
  const items = [
    {
      word: WEBHOOK.renew,
      act: () => ask({ title: ASK.renewTitle, text: ASK.renewText, action: ASK.renew, act: renew }),
    },
    ...(off === null
      ? [
          {
            word: WEBHOOK.switchOff,
            act: () => ask({ title: ASK.offTitle, text: ASK.offText, action: ASK.off, act: () => switched(false) }),
          },
        ]
      : []),
    {
      word: WEBHOOK.remove,
      act: () =>
        ask({
          title: ASK.removeTitle,
          text: ASK.removeText(host),
          note: ASK.removeNote,
          action: ASK.remove,
          act: remove,
        }),
    },
  ];
  return (
    <>
      <header className="webhook-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {host}
          </h1>
          <p className="mono small ink2 webhook-url">{webhook.url}</p>
        </div>
        <div className="webhook-acts">
          {off === null ? (
            <Act word={tested.isPending ? WEBHOOK.testing : WEBHOOK.test} busy={tested.isPending} act={tested.mutate} />
          ) : (
            <Act word={WEBHOOK.switchOn} busy={switchOn.isPending} act={switchOn.mutate} />
          )}
          <button type="button" className="button" onClick={() => show({ kind: 'change' })}>
            {WEBHOOK.change}
          </button>
          <RowMenu word={WEBHOOK.menu} label={WEBHOOK.menuOf(host)} items={items} />
        </div>
      </header>
      <Trouble webhook={webhook} />
      <p className="admin-said" role="status">
        {said === null ? '' : <span className={said.failed ? 'ink-bad' : 'ink-good'}>{said.text}</span>}
      </p>
      <Facts webhook={webhook} />
      <Deliveries webhook={webhook} />
      {over?.kind === 'change' ? (
        <WebhookDialog
          webhook={webhook}
          send={async (request) => {
            await changeWebhook(api, id, request);
            setOver(null);
            await done(WEBHOOK.changed);
          }}
          onClose={() => setOver(null)}
        />
      ) : null}
      {over?.kind === 'secret' ? <SecretDialog made={over.made} onClose={() => setOver(null)} /> : null}
      {over?.kind === 'question' ? (
        <QuestionDialog
          question={over.question}
          // What came of it may lie there by now.
          onClose={() => setOver((now) => (now === over ? null : now))}
        />
      ) : null}
    </>
  );
}

function Act(props: { readonly word: string; readonly busy: boolean; readonly act: () => void }) {
  const { word, busy, act } = props;
  return (
    <button
      type="button"
      className="button primary"
      aria-disabled={busy || undefined}
      onClick={() => (busy ? undefined : act())}
    >
      {word}
    </button>
  );
}

/** Why nothing is sent, or nothing arrives. */
function Trouble({ webhook: { off, failingSince } }: { readonly webhook: WebhookView }) {
  const what =
    off !== null
      ? {
          title: WEBHOOK.offTitle,
          text: (off.why === 'failing' ? WEBHOOK.offFailingText : WEBHOOK.offText)(formatMoment(off.at)),
        }
      : failingSince !== null
        ? { title: WEBHOOK.failingTitle, text: WEBHOOK.failingText(formatMoment(failingSince)) }
        : null;
  return (
    <div role="status">
      {what === null ? null : (
        <p className="webhook-trouble">
          <Icon name={off === null ? 'error' : 'ban'} small />
          <span>
            <b>{what.title}</b> {what.text}
          </span>
        </p>
      )}
    </div>
  );
}

function Facts({ webhook }: { readonly webhook: WebhookView }) {
  const { events, names, createdAt, earlierSecretUntil } = webhook;
  return (
    <dl className="webhook-facts" aria-label={WEBHOOK.facts}>
      <Fact name={WEBHOOKS.told}>{events.map((event) => EVENTS[event]).join(', ')}</Fact>
      <Fact name={WEBHOOK.names}>{names ? WEBHOOK.namesSent : WEBHOOK.namesKept}</Fact>
      <Fact name={WEBHOOK.secret}>
        {earlierSecretUntil === null ? WEBHOOK.secretShown : WEBHOOK.secretBoth(formatMoment(earlierSecretUntil))}
      </Fact>
      <Fact name={WEBHOOK.made}>
        <time dateTime={createdAt}>{formatMoment(createdAt)}</time>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
