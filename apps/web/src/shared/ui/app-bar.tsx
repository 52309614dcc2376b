/** The top bar: brand, navigation or crumbs at the left, controls, the theme switch and who is signed in at the right. */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { queryKeys } from '../api/queries.ts';
import { useTheme } from '../theme/theme.ts';
import { Icon, Logo } from './icon.tsx';
import { lazyOrNothing } from './lazy-or-nothing.ts';
import { SHELL } from './messages.ts';

export function AppBar(props: { readonly left: ReactNode; readonly right?: ReactNode; readonly brandName: boolean }) {
  return (
    <header className="bar">
      <Link to="/" className="logo" aria-label={SHELL.home}>
        <Logo />
        {props.brandName ? <span>{SHELL.name}</span> : null}
      </Link>
      {props.left}
      <span className="spring" />
      {props.right}
      <ThemeSwitch />
      <AfterPaint waiting={<span className="account-wait" />}>
        <AccountCorner />
      </AfterPaint>
    </header>
  );
}

const account = () => import('../account/account-corner.tsx');
const AccountCorner = lazyOrNothing(async () => (await account()).AccountCorner);
const StaffLinks = lazyOrNothing(async () => (await account()).StaffLinks);

/** What depends on who is signed in, which is asked for only after the page itself is painted. */
function AfterPaint(props: { readonly children: ReactNode; readonly waiting?: ReactNode }) {
  const client = useQueryClient();
  const [shown, setShown] = useState(() => client.getQueryData(queryKeys.session) !== undefined);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true));
    return () => clearTimeout(timer);
  }, []);
  return shown ? <Suspense fallback={props.waiting}>{props.children}</Suspense> : props.waiting;
}

export function MainNavigation() {
  return (
    <nav className="nav" aria-label={SHELL.navigation}>
      <Link to="/" activeOptions={{ exact: true, includeSearch: false }} activeProps={CURRENT}>
        {SHELL.exercises}
      </Link>
      <Link to="/path" activeOptions={{ includeHash: false }} activeProps={CURRENT}>
        {SHELL.path}
      </Link>
      <Link to="/submissions" activeProps={CURRENT}>
        {SHELL.submissions}
      </Link>
      <AfterPaint>
        <StaffLinks />
      </AfterPaint>
    </nav>
  );
}

const CURRENT = { 'aria-current': 'page' } as const;
const THEME_ICONS = { system: 'half', light: 'sun', dark: 'moon' } as const;

function ThemeSwitch() {
  const { theme, next, advance } = useTheme();
  const label = SHELL.theme(theme, next);
  return (
    <button type="button" className="button quiet square" aria-label={label} title={label} onClick={advance}>
      <Icon name={THEME_ICONS[theme]} />
    </button>
  );
}
