/** What is said of webhooks and deliveries. Pure. */
import type { DeliveryView, WebhookEventKind, WebhookRequest, WebhookView } from '@lockstep/protocol';
import type { Values } from '../../../shared/form/field-name.ts';
import { checkedOf } from '../../../shared/form/form-faults.ts';
import { formatMoment } from '../../../shared/format.ts';
import type { IconName } from '../../../shared/ui/icon.tsx';
import { lengthOfTime } from '../judging/figures.ts';
import { DELIVERIES, STATES, WEBHOOKS } from './messages.ts';

/** A word, an icon and a tone: none of them alone tells a state. */
export interface Mark {
  readonly icon: IconName;
  readonly tone: string;
  readonly words: string;
}

/** Where a webhook sends to, short: paths and queries may be long, and may hold a key. */
export function hostOf({ url }: Pick<WebhookView, 'url'>): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

export function webhookMark({ off, failingSince }: Pick<WebhookView, 'off' | 'failingSince'>): Mark {
  if (off !== null) {
    const words = off.why === 'failing' ? WEBHOOKS.offFailing : WEBHOOKS.off;
    return { icon: 'ban', tone: off.why === 'failing' ? 'ink-bad' : 'ink2', words };
  }
  return failingSince === null
    ? { icon: 'check', tone: 'ink-good', words: WEBHOOKS.on }
    : { icon: 'error', tone: 'ink-warn', words: WEBHOOKS.failing(formatMoment(failingSince)) };
}

/** `nowMs`: by the server's clock. */
export function deliveryMark(
  { state, attempts, nextAt }: DeliveryView,
  nowMs: number,
): Mark & { readonly more: string } {
  const words = STATES[state];
  switch (state) {
    case 'delivered':
      return { icon: 'check', tone: 'ink-good', words, more: '' };
    case 'failed':
      return { icon: 'x', tone: 'ink-bad', words, more: DELIVERIES.gaveUp(attempts) };
    case 'waiting': {
      const leftMs = nextAt === null ? 0 : Date.parse(nextAt) - nowMs;
      const more = leftMs > 0 ? DELIVERIES.next(lengthOfTime(Math.max(leftMs, 1_000))) : DELIVERIES.now;
      return { icon: 'clock', tone: attempts === 0 ? 'ink2' : 'ink-warn', words, more };
    }
    default:
      return state satisfies never;
  }
}

/** The sentence of a fault; else the status that was answered. */
export function answerWords({ lastStatus, lastError }: Pick<DeliveryView, 'lastStatus' | 'lastError'>): string {
  return lastError ?? (lastStatus === null ? DELIVERIES.noAnswer : String(lastStatus));
}

/** What the form asks for, as it is sent: the server judges it. */
export function webhookRequest({ url = '', events }: Values): WebhookRequest {
  const checked = checkedOf(events);
  return {
    url: url.trim(),
    events: checked.filter((event) => event.endsWith('.finished')) as WebhookEventKind[],
    names: checked.includes(NAMES),
  };
}

/** Stands among the events in the form. */
export const NAMES = 'names';
