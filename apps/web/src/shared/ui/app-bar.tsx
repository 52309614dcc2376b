/** The top bar: brand, navigation or crumbs at the left, controls and the theme switch at the right. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTheme } from '../theme/theme.ts';
import { Icon, Logo } from './icon.tsx';
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
    </header>
  );
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
