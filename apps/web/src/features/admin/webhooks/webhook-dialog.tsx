/** Makes or changes a webhook. A new one has a secret, which is shown this once. */
import { WebhookEventKind, type WebhookMade, type WebhookRequest, type WebhookView } from '@lockstep/protocol';
import { ONCE } from '../../../shared/ask/messages.ts';
import { OnceText } from '../../../shared/ask/once-text.tsx';
import { ChecksField, UrlField } from '../../../shared/form/fields.tsx';
import { Form } from '../../../shared/form/form.tsx';
import { formatMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/ui/icon.tsx';
import { Modal, ModalHead } from '../../../shared/ui/modal.tsx';
import { EVENT_LINES, EVENTS, FORM, SECRET } from './messages.ts';
import { hostOf, NAMES, webhookRequest } from './webhook-words.ts';

export function WebhookDialog(props: {
  /** The one that is changed; null: a new one. */
  readonly webhook: WebhookView | null;
  readonly send: (request: WebhookRequest) => Promise<void>;
  readonly onClose: () => void;
}) {
  const { webhook, send, onClose } = props;
  const title = webhook === null ? FORM.newTitle : FORM.changeTitle;
  const checks = [
    ...WebhookEventKind.options.map((event) => ({
      value: event,
      word: EVENTS[event],
      line: EVENT_LINES[event],
      initial: webhook === null || webhook.events.includes(event),
    })),
    { value: NAMES, word: FORM.names, line: FORM.namesLine, initial: webhook?.names ?? false },
  ];
  return (
    <Modal label={title} className="ask wide" onClose={onClose}>
      <ModalHead title={title} close={FORM.dismiss} onClose={onClose} />
      <div className="ask-text">
        <Form
          label={title}
          action={webhook === null ? FORM.make : FORM.save}
          busyAction={webhook === null ? FORM.making : FORM.saving}
          send={(values) => send(webhookRequest(values))}
        >
          <UrlField initial={webhook?.url} hint={FORM.urlHint} />
          <ChecksField name="events" checks={checks} />
        </Form>
      </div>
    </Modal>
  );
}

export function SecretDialog({ made, onClose }: { readonly made: WebhookMade; readonly onClose: () => void }) {
  const { secret, view } = made;
  const title = SECRET.title(hostOf(view));
  return (
    <Modal label={title} className="ask wide" onClose={onClose}>
      <ModalHead title={title} close={ONCE.dismiss} onClose={onClose} />
      <div className="ask-text">
        <p>{SECRET.once}</p>
        <OnceText text={secret} label={SECRET.label} copy={SECRET.copy} />
        {view.earlierSecretUntil === null ? null : (
          <p className="row ink2">
            <Icon name="clock" small />
            {SECRET.both(formatMoment(view.earlierSecretUntil))}
          </p>
        )}
      </div>
      <div className="ask-actions">
        <button type="button" className="button primary" onClick={onClose}>
          {ONCE.done}
        </button>
      </div>
    </Modal>
  );
}
