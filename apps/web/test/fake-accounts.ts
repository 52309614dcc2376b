/**
 * The part of the fake server that speaks of accounts. One browser asks: who it is signed in as is `signedIn`. Times do not
 * pass, and a link works until it is used or withdrawn.
 */
import { randomUUID } from 'node:crypto';
import {
  AccountChange,
  AccountId,
  type AccountRow,
  type AccountView,
  type AuditEntry,
  InvitationRequest,
  type InvitationView,
  LinkQuery,
  LinkUse,
  type LinkView,
  type MadeLink,
  PasswordChange,
  ProfileChange,
  ResetRequest,
  type Role,
  type SessionView,
  SignInRequest,
  type SignInState,
} from '@lockstep/protocol';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';

export const PASSWORD = 'three words together';
export const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const AUDIT_PAGE = 50;
const DONE = ok(null, 204);
const NO_LINK = 'This link does not work: it was used, is too old, or was replaced. Ask for a new one.';

/** A moment before now. */
export const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

interface Link {
  readonly view: LinkView;
  /** Of the invitation that it belongs to. */
  readonly invitation: string | null;
}

export class FakeAccounts {
  readonly rows: AccountRow[] = [];
  readonly passwords = new Map<AccountId, string>();
  readonly links = new Map<string, Link>();
  readonly invitations: InvitationView[] = [];
  /** Addresses for which a new password was asked. */
  readonly resetsAsked: string[] = [];
  readonly audit: AuditEntry[] = [];
  sessions: SessionView[] = [];
  signedIn: AccountId | null = null;
  provider: string | null = null;
  mail = false;
  /** How long nobody may try to sign in; 0: anybody may. */
  lockedSeconds = 0;
  #tokens = 0;

  /** Adds an account. */
  add(email: string, name: string, role: Role, change: Partial<AccountRow> = {}): AccountRow {
    const row: AccountRow = {
      id: AccountId.parse(randomUUID()),
      email,
      name,
      role,
      hasPassword: true,
      createdAt: ago(30 * DAY_MS),
      disabledAt: null,
      lastSeenAt: ago(5 * MINUTE_MS),
      resetAskedAt: null,
      ...change,
    };
    this.rows.unshift(row);
    this.passwords.set(row.id, PASSWORD);
    return row;
  }

  /** Signs the browser in as a new account of that role. */
  enter(role: Role): AccountRow {
    const row = this.add('ada@example.org', 'Ada Lovelace', role);
    this.begin(row.id);
    return row;
  }

  begin(id: AccountId): void {
    this.signedIn = id;
    const since = { createdAt: ago(2 * DAY_MS), expiresAt: ago(-12 * DAY_MS) };
    this.sessions = [
      { id: randomUUID(), current: true, browser: CHROME, lastSeenAt: ago(0), ...since },
      { id: randomUUID(), current: false, browser: SAFARI, lastSeenAt: ago(90 * MINUTE_MS), ...since },
      { id: randomUUID(), current: false, browser: FIREFOX, lastSeenAt: ago(DAY_MS), ...since },
    ];
  }

  /** The session ends as if from elsewhere. */
  endElsewhere(): void {
    this.signedIn = null;
  }

  /** Makes a link and returns its token. */
  link(view: LinkView, invitation: string | null = null): string {
    this.#tokens += 1;
    const token = `token-${this.#tokens}-`.padEnd(43, 'x');
    this.links.set(token, { view, invitation });
    return token;
  }

  note(action: string, subject: string, atMs = 0): void {
    const actor = this.own();
    this.audit.unshift({
      id: String(this.audit.length + 1),
      at: ago(atMs),
      actor: actor === undefined ? null : { id: actor.id, name: actor.name, email: actor.email },
      action,
      subject,
    });
  }

  /** Null: the request is about something else. */
  answer(method: string, url: URL, body: unknown): FakeAnswer | null {
    const [, , area, second, third, last] = url.pathname.split('/');
    switch (area) {
      case 'session':
        return this.#session(method, body);
      case 'account-links':
        return second === 'view' ? this.#viewLink(body) : this.#redeem(body);
      case 'password-resets':
        this.resetsAsked.push(ResetRequest.parse(body).email);
        return ok(null, 202);
      case 'account':
        return this.#account(method, second, third, body);
      case 'admin':
        return this.#admin(method, [second, third, last], url.searchParams, body);
      default:
        return null;
    }
  }

  /** Who is signed in. */
  own(): AccountRow | undefined {
    return this.rows.find(({ id }) => id === this.signedIn);
  }

  #state(): SignInState {
    const own = this.own();
    return { account: own === undefined ? null : viewOf(own), provider: this.provider, mail: this.mail };
  }

  #session(method: string, body: unknown): FakeAnswer {
    if (method === 'GET') return ok(this.#state());
    if (method === 'DELETE') {
      if (this.signedIn === null) return problem(401, 'Sign in first.');
      this.signedIn = null;
      return DONE;
    }
    const { email, password } = SignInRequest.parse(body);
    if (this.lockedSeconds > 0) {
      const detail = `Too many failed tries for this address. Try again in ${this.lockedSeconds} s.`;
      return problem(429, detail, { retryAfterSeconds: this.lockedSeconds });
    }
    const row = this.rows.find((one) => one.email === email);
    if (row === undefined || this.passwords.get(row.id) !== password) {
      return problem(401, 'The e-mail address or the password is not right.');
    }
    if (row.disabledAt !== null) return problem(403, 'This account is closed. Ask an admin to open it again.');
    this.begin(row.id);
    return ok(this.#state());
  }

  #viewLink(body: unknown): FakeAnswer {
    const token = LinkQuery.safeParse(body);
    if (!token.success) return problem(400, 'this is no link of ours', { field: 'token' });
    const link = this.links.get(token.data.token);
    return link === undefined ? problem(404, NO_LINK) : ok(link.view);
  }

  #redeem(body: unknown): FakeAnswer {
    const { token, name, password, ...rest } = LinkUse.parse(body);
    const link = this.links.get(token);
    if (link === undefined) return problem(404, NO_LINK);
    const email = link.view.email ?? rest.email ?? '';
    const known = this.rows.find((row) => row.email === email);
    if (known !== undefined && link.view.kind !== 'reset') return problem(409, 'There is an account already.');
    const row = known ?? this.add(email, name ?? '', link.view.role);
    this.passwords.set(row.id, password);
    this.links.delete(token);
    this.#forget(link.invitation);
    this.begin(row.id);
    return ok(this.#state());
  }

  #account(method: string, part: string | undefined, id: string | undefined, body: unknown): FakeAnswer {
    const own = this.own();
    if (own === undefined) return problem(401, 'Sign in first. What you typed is kept in this browser.');
    if (part === undefined) return ok(viewOf(this.#change(own, ProfileChange.parse(body))));
    if (part === 'password') {
      const { current, password } = PasswordChange.parse(body);
      if (this.passwords.get(own.id) !== current) {
        return problem(400, 'This is not your password. Ask for a new one if you do not know it.', {
          field: 'current',
        });
      }
      this.passwords.set(own.id, password);
      this.sessions = this.sessions.filter((session) => session.current);
      return DONE;
    }
    if (method === 'GET') return ok({ items: this.sessions });
    this.sessions = this.sessions.filter((session) => session.current || (id !== undefined && session.id !== id));
    return DONE;
  }

  #admin(
    method: string,
    [part, id, last]: readonly (string | undefined)[],
    query: URLSearchParams,
    body: unknown,
  ): FakeAnswer {
    const own = this.own();
    if (own === undefined) return problem(401, 'Sign in first. What you typed is kept in this browser.');
    if (own.role !== 'admin') return problem(403, 'Only an admin may do this.');
    if (part === 'audit') {
      const from = Number(query.get('cursor') ?? 0);
      const next = from + AUDIT_PAGE < this.audit.length ? String(from + AUDIT_PAGE) : null;
      return ok({ items: this.audit.slice(from, from + AUDIT_PAGE), next });
    }
    if (part === 'invitations') return this.#invitations(method, id, body);
    const row = this.rows.find((one) => one.id === id);
    if (id === undefined) return ok({ items: this.rows, next: null });
    if (row === undefined) return problem(404, 'There is no account with this id.');
    if (last === 'reset-link') {
      this.#change(row, { resetAskedAt: null });
      return ok(this.#made({ kind: 'reset', email: row.email, role: row.role, expiresAt: ago(-60 * MINUTE_MS) }), 201);
    }
    const { role, disabled } = AccountChange.parse(body);
    const admins = this.rows.filter((one) => one.role === 'admin' && one.disabledAt === null);
    const stays = (role ?? row.role) === 'admin' && disabled !== true;
    if (admins.length === 1 && admins[0] === row && !stays) {
      return problem(409, 'This is the last admin. Make somebody else an admin first.');
    }
    return ok(
      viewOf(
        this.#change(row, {
          ...(role === undefined ? {} : { role }),
          ...(disabled === undefined ? {} : { disabledAt: disabled ? ago(0) : null }),
        }),
      ),
    );
  }

  #invitations(method: string, id: string | undefined, body: unknown): FakeAnswer {
    if (method === 'GET') return ok({ items: this.invitations });
    if (method === 'DELETE') {
      for (const [token, { invitation }] of this.links) if (invitation === id) this.links.delete(token);
      return this.#forget(id ?? null) ? DONE : problem(404, 'There is no such invitation any more.');
    }
    const { email, role } = InvitationRequest.parse(body);
    if (this.rows.some((row) => row.email === email)) return problem(409, `${email} has an account already.`);
    const invitation: InvitationView = {
      id: randomUUID(),
      email,
      role,
      createdAt: ago(0),
      expiresAt: ago(-7 * DAY_MS),
    };
    this.invitations.unshift(invitation);
    const { expiresAt } = invitation;
    return ok(this.#made({ kind: 'invitation', email, role, expiresAt }, invitation.id), 201);
  }

  #made(view: LinkView, invitation: string | null = null): MadeLink {
    const token = this.link(view, invitation);
    return { link: `https://judge.example.org/welcome#${token}`, expiresAt: view.expiresAt, sent: this.mail };
  }

  /** False when there is no such invitation. */
  #forget(id: string | null): boolean {
    const at = this.invitations.findIndex((invitation) => invitation.id === id);
    if (at >= 0) this.invitations.splice(at, 1);
    return at >= 0;
  }

  #change(row: AccountRow, change: Partial<AccountRow>): AccountRow {
    const changed = { ...row, ...change };
    this.rows.splice(this.rows.indexOf(row), 1, changed);
    return changed;
  }
}

function viewOf({ id, email, name, role, hasPassword, createdAt }: AccountRow): AccountView {
  return { id, email, name, role, hasPassword, createdAt };
}
