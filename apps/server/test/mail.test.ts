/** Mail goes to a real SMTP server, which is a small one on this machine. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { invitationMail, smtpMail } from '../src/accounts/mail.ts';

let close = async (): Promise<void> => {};
afterEach(() => close());

/** Takes one mail after the other; `refuses`: takes none. */
async function startSmtpServer(refuses = false): Promise<{ url: string; mails: string[] }> {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    let data: string | null = null;
    const say = (line: string): void => {
      socket.write(`${line}\r\n`);
    };
    say('220 test');
    let rest = '';
    socket.on('data', (part) => {
      rest += String(part);
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line === '.') {
            mails.push(data);
            data = null;
            say('250 taken');
          } else data += `${line}\n`;
        } else if (/^MAIL/i.test(line) && refuses) say('550 not from you');
        else if (/^DATA/i.test(line)) {
          data = '';
          say('354 go on');
        } else say(/^QUIT/i.test(line) ? '221 bye' : '250 fine');
      }
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails };
}

describe('mail', () => {
  it('reaches the server with sender, receiver and the whole link', async () => {
    const { url, mails } = await startSmtpServer();
    const link = `https://judge.example.org/welcome#${'t'.repeat(43)}`;
    await smtpMail(url, 'Lockstep <judge@example.org>')(invitationMail('ada@example.org', link));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('From: Lockstep <judge@example.org>');
    expect(mails[0]).toContain('To: ada@example.org');
    // Quoted-printable breaks long lines.
    expect(mails[0]?.replaceAll('=\n', '')).toContain(link);
  });

  it('that is refused is an error', async () => {
    const { url } = await startSmtpServer(true);
    await expect(smtpMail(url, 'judge@example.org')(invitationMail('ada@example.org', 'x'))).rejects.toThrow('550');
  });
});
