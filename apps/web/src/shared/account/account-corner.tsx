/** What the top bar has for who is signed in: at its right end a way to sign in, or a menu of their pages; links for interviewers and for those who make exercises. */
import type { AccountView } from '@lockstep/protocol';
import { Link, useLocation } from '@tanstack/react-router';
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { useServices } from '../api/services.tsx';
import { Icon } from '../ui/icon.tsx';
import './account-corner.css';
import { initials } from './initials.ts';
import { CORNER, ROLES } from './messages.ts';
import { useSession } from './session.ts';
import { useSignOut } from './sign-out.ts';

export function AccountCorner() {
  const { state, account, error } = useSession();
  const { pathname, href } = useLocation();
  if (account !== null) return <AccountMenu account={account} />;
  if (pathname === '/sign-in' || pathname === '/welcome') return null;
  if (state === undefined) return error === null ? <span className="account-wait" /> : null;
  return (
    <Link to="/sign-in" search={href === '/' ? {} : { from: href }} className="button quiet corner-sign-in">
      {CORNER.signIn}
    </Link>
  );
}

/** Of the bar's navigation, for interviewers and admins. */
export function StaffLinks() {
  const { account } = useSession();
  if (account === null || account.role === 'candidate') return null;
  return (
    <>
      <Link to="/interviews" activeProps={CURRENT}>
        {CORNER.interviews}
      </Link>
      <Link to="/review" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
        {CORNER.review}
      </Link>
      {account.role === 'admin' ? (
        <Link to="/authoring" activeProps={CURRENT}>
          {CORNER.authoring}
        </Link>
      ) : null}
    </>
  );
}

const CURRENT = { 'aria-current': 'page' } as const;

function AccountMenu({ account }: { readonly account: AccountView }) {
  const { live } = useServices();
  // The connection tells at once when the session is ended elsewhere.
  useEffect(() => live.stay(), [live]);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const letters = initials(account.name);
  return (
    <div className="corner">
      <button
        ref={button}
        type="button"
        className="corner-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={CORNER.menu(letters, account.name)}
        title={account.name}
        onClick={() => setOpen(!open)}
      >
        {letters}
      </button>
      {open ? <Menu account={account} opener={button} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function Menu(props: {
  readonly account: AccountView;
  readonly onClose: () => void;
  /** The button that opens it: it gets the focus back, and a click on it is its own affair. */
  readonly opener: RefObject<HTMLButtonElement | null>;
}) {
  const { account, onClose, opener } = props;
  const { kind, signOut } = useSignOut();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => menu.current?.querySelector<HTMLElement>('.corner-item')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      opener.current?.focus();
      onClose();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      moveFocus(menu.current, event.key === 'ArrowDown' ? 1 : -1);
    }
  };
  const onBlur = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || (!menu.current?.contains(to) && to !== opener.current)) onClose();
  };
  return (
    <div
      ref={menu}
      className="corner-menu"
      role="dialog"
      aria-label={CORNER.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <div className="corner-who">
        <b>{account.name}</b>
        <span className="ink2">{account.email}</span>
        <span className="small ink3">{ROLES[account.role]}</span>
      </div>
      <ul>
        <li>
          <Link to="/account" className="corner-item" onClick={onClose}>
            <Icon name="settings" />
            {CORNER.account}
          </Link>
        </li>
        {account.role === 'candidate' ? null : (
          <li>
            <Link to="/interviews" className="corner-item" onClick={onClose}>
              <Icon name="clock" />
              {CORNER.interviews}
            </Link>
          </li>
        )}
        {account.role === 'admin' ? (
          <li>
            <Link to="/admin/accounts" className="corner-item" onClick={onClose}>
              <Icon name="people" />
              {CORNER.admin}
            </Link>
          </li>
        ) : null}
        <li>
          <button type="button" className="corner-item" aria-disabled={kind === 'busy' || undefined} onClick={signOut}>
            <Icon name="arrow" />
            {kind === 'busy' ? CORNER.signingOut : CORNER.signOut}
          </button>
        </li>
      </ul>
      <p role="status" className="corner-fault small">
        {kind === 'failed' ? CORNER.notSignedOut : ''}
      </p>
    </div>
  );
}

/** Moves the focus among the items, round and round; onto the first or the last when it is on none. */
function moveFocus(menu: HTMLElement | null, by: 1 | -1): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('.corner-item') ?? [])];
  const at = items.findIndex((item) => item.matches(':focus'));
  const next = at < 0 && by === -1 ? items.length - 1 : (at + by + items.length) % items.length;
  items[next]?.focus();
}
