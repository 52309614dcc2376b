/** Words of the pages about webhooks. */
import type { DeliveryState, DeliveryView, WebhookEventKind } from '@lockstep/protocol';
import { formatCount, plural } from '../../../shared/format.ts';

export const EVENTS: Readonly<Record<DeliveryView['kind'], string>> = {
  'submission.finished': 'Submission judged',
  'interview.finished': 'Interview over',
  'webhook.test': 'Test',
};

export const EVENT_LINES: Readonly<Record<WebhookEventKind, string>> = {
  'submission.finished': 'A full submission of a candidate has its verdict, or was cancelled.',
  'interview.finished': 'A candidate finished, the time was up, or an interviewer ended it; with how they stand.',
};

export const WEBHOOKS = {
  title: 'Webhooks',
  text: 'Programs of yours that are told what happens in interviews, signed after Standard Webhooks. They never get source code.',
  make: 'New webhook',
  noneTitle: 'No webhook yet',
  noneText: 'Name an address, and choose what is sent there.',
  address: 'Address',
  told: 'Is told of',
  withNames: 'with names',
  state: 'State',
  waiting: 'Waiting',
  last: 'Last delivered',
  never: 'Never',
  on: 'On',
  failing: (since: string) => `Fails since ${since}`,
  off: 'Switched off',
  offFailing: 'Switched off: nothing arrived',
  deleted: (host: string) => `The webhook to ${host} is deleted.`,
} as const;

export const WEBHOOK = {
  back: 'All webhooks',
  goneTitle: 'There is no such webhook',
  goneText: 'It was deleted, or the address is mistyped.',
  facts: 'About this webhook',
  names: 'Names',
  namesSent: 'Names of candidates and titles of interviews are sent',
  namesKept: 'Not sent',
  made: 'Made',
  secret: 'Secret',
  secretShown: 'Shown once, when it was made',
  secretBoth: (moment: string) => `Renewed; the one before it signs, too, until ${moment}`,
  test: 'Send a test',
  testing: 'Sending…',
  tested: 'A test is on its way. It stands below.',
  change: 'Change',
  menu: 'More',
  menuOf: (host: string) => `More for the webhook to ${host}`,
  changed: 'The change is saved.',
  renew: 'New secret',
  switchOff: 'Switch off',
  switchOn: 'Switch on',
  remove: 'Delete',
  offTitle: 'This webhook is switched off.',
  offText: (moment: string) => `By an admin, on ${moment}. Nothing is sent, and what happens now is not told later.`,
  offFailingText: (moment: string) =>
    `By the server, on ${moment}: for three days nothing had arrived. What happens now is not told later.`,
  failingTitle: 'Nothing arrives.',
  failingText: (moment: string) =>
    `Every try failed since ${moment}. After three days like that the webhook is switched off.`,
  switchedOn: 'The webhook is switched on. What waited is sent now.',
  switchedOff: 'The webhook is switched off.',
} as const;

export const ASK = {
  offTitle: 'Switch this webhook off?',
  offText:
    'Nothing is sent until it is switched on again. What waits then goes on; what happens meanwhile is not told.',
  off: 'Switch it off',
  renewTitle: 'Make a new secret?',
  renewText: 'For 24 hours everything is signed with both, so that nothing is lost while you replace the old one.',
  renew: 'Make a new secret',
  removeTitle: 'Delete this webhook?',
  removeText: (host: string) => `Nothing is sent to ${host} any more. What waits, and what it was sent, goes with it.`,
  removeNote: 'Switch it off instead to keep what it was sent.',
  remove: 'Delete the webhook',
} as const;

export const FORM = {
  newTitle: 'New webhook',
  changeTitle: 'Change the webhook',
  dismiss: 'Close this dialog',
  urlHint: 'Reached by https in the public internet. It answers with 2xx within 10 seconds.',
  names: 'Names',
  namesLine: 'Also send names of candidates, and titles of interviews.',
  make: 'Make the webhook',
  making: 'Making it…',
  save: 'Save the change',
  saving: 'Saving…',
} as const;

export const SECRET = {
  title: (host: string) => `Secret of the webhook to ${host}`,
  once: 'This secret is shown this once. Give it to the receiver, which checks with it that what comes is from here.',
  label: 'Secret',
  copy: 'Copy the secret',
  both: (moment: string) => `Until ${moment} everything is signed with the old one, too.`,
} as const;

export const STATES: Readonly<Record<DeliveryState, string>> = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Failed',
};

export const DELIVERIES = {
  title: 'Deliveries',
  text: 'What was sent in the last 30 days, and what waits, newest first. A receiver may get one twice, with the same id.',
  none: 'Nothing was sent yet.',
  event: 'Event',
  id: (id: string) => `webhook-id ${id}`,
  state: 'State',
  tries: 'Tries',
  triesOf: (tries: number) => formatCount(tries),
  answer: 'Last answer',
  noAnswer: 'None yet',
  when: 'When',
  now: 'about to be sent',
  next: (length: string) => `next try in ${length}`,
  gaveUp: (tries: number) => `given up after ${plural(tries, 'try', 'tries')}`,
  actions: 'Actions',
  again: 'Send again',
  hurry: 'Send now',
  againOf: (word: string, kind: string, id: string) => `${word}: ${kind}, ${id}`,
  asked: 'It is on its way.',
  older: 'Older',
  loadingOlder: 'Loading…',
} as const;
