/** Mail, where a server for it is configured. Text only. */
import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Rejects when the mail was not taken. */
export type SendMail = (mail: Mail) => Promise<void>;

const TIMEOUT_MS = 10_000;

/** `url`: `smtp://user:password@host:587` or `smtps://…`. */
export function smtpMail(url: string, from: string): SendMail {
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, ...timeouts }, { from });
  return async (mail) => {
    await transport.sendMail(mail);
  };
}

export function invitationMail(to: string, link: string): Mail {
  const text = `You are invited to Lockstep. This link makes your account; it works once, within 7 days:\n\n${link}\n`;
  return { to, subject: 'Your invitation to Lockstep', text };
}

export function resetMail(to: string, link: string): Mail {
  const text =
    `Somebody, perhaps you, asked for a new password at Lockstep. This link sets it; it works once, within an hour:\n\n${link}\n\n` +
    'If it was not you, do nothing: your password stays as it is.\n';
  return { to, subject: 'A new password for Lockstep', text };
}
