/** What all pages of admins have around them: the bar, their navigation, and the door. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AS_ROLE } from '../../shared/account/messages.ts';
import { SignedIn } from '../../shared/account/signed-in.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Notice, useTitle } from '../../shared/ui/states.tsx';
import '../../shared/ui/card-table.css';
import './admin.css';
import { ADMIN } from './messages.ts';

const CURRENT = { 'aria-current': 'page' } as const;

export function AdminFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <AppBar left={<MainNavigation />} brandName />
      <main className="admin" id="content">
        <SignedIn>
          {({ role }) =>
            role === 'admin' ? (
              <>
                <nav className="nav admin-nav" aria-label={ADMIN.navigation}>
                  <Link to="/admin/accounts" activeProps={CURRENT}>
                    {ADMIN.accounts}
                  </Link>
                  <Link to="/admin/judging" activeProps={CURRENT}>
                    {ADMIN.judging}
                  </Link>
                  <Link to="/admin/webhooks" activeProps={CURRENT}>
                    {ADMIN.webhooks}
                  </Link>
                  <Link to="/admin/audit" activeProps={CURRENT}>
                    {ADMIN.audit}
                  </Link>
                </nav>
                {children}
              </>
            ) : (
              <Refused role={AS_ROLE[role]} />
            )
          }
        </SignedIn>
      </main>
    </>
  );
}

function Refused({ role }: { readonly role: string }) {
  useTitle(ADMIN.refusedTitle);
  return (
    <Notice icon="lock" title={ADMIN.refusedTitle} text={ADMIN.refusedText(role)} level="h1">
      <Link to="/" className="button primary">
        {ADMIN.toExercises}
      </Link>
    </Notice>
  );
}
