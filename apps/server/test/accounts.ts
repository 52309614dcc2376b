/** People with accounts, for tests. */
import type { Role } from '@lockstep/protocol';
import { Browser, type TestServer } from './support.ts';

const ROOT = 'root@example.org';

/** The token of a link: what stands behind its `#`. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}

/** Becomes the first admin by the link that the server prints. */
export async function firstAdmin({ app, store }: TestServer, email = ROOT): Promise<Browser> {
  const link = await store.accountLinks.firstAdmin();
  if (link === null) throw new Error('there is an admin already');
  const browser = new Browser(app);
  const used = await browser.use(link.token, { email, name: 'Root' });
  if (used.statusCode !== 200) throw new Error(used.body);
  return browser;
}

let people = 0;

/** A new account of that role, signed in; the first admin invites it. */
export async function signedInAs(
  server: TestServer,
  role: Role,
  email = `person${people++}@example.org`,
): Promise<Browser> {
  const { store } = server;
  if (!(await store.accounts.hasAdmin())) await firstAdmin(server);
  const admin = await store.accounts.byEmail(ROOT);
  if (admin === null) throw new Error('there is no admin');
  const link = await store.accountLinks.invite({ email, role }, admin.view.id);
  if (link === null) throw new Error(`${email} has an account`);
  const browser = new Browser(server.app);
  const used = await browser.use(link.token, { name: 'Somebody' });
  if (used.statusCode !== 200) throw new Error(used.body);
  return browser;
}
