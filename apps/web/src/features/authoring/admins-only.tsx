/** The door of the pages of authors, and what stands in them while something is on its way or does not come. */
import { Link } from '@tanstack/react-router';
import { type ComponentType, Fragment, type ReactNode } from 'react';
import { AS_ROLE } from '../../shared/account/messages.ts';
import { SignedIn } from '../../shared/account/signed-in.tsx';
import { ApiError } from '../../shared/api/http.ts';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { LoadFailure, Notice, Skeleton, useTitle } from '../../shared/ui/states.tsx';
import { AUTHORING } from './messages.ts';
import './authoring.css';

/** A page with the main navigation. `crumb`: what the page is, below the list. */
export function AuthoringFrame(props: { readonly crumb?: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <AppBar left={<MainNavigation />} brandName />
      <main className="authoring" id="content">
        <AdminsOnly>
          {props.crumb === undefined ? null : (
            <nav className="authoring-crumbs" aria-label={AUTHORING.crumbs}>
              <Link to="/authoring">{AUTHORING.title}</Link>
              <Icon name="chevron" small />
              {props.crumb}
            </nav>
          )}
          {props.children}
        </AdminsOnly>
      </main>
    </>
  );
}

/** `around`: the page around what stands there instead. */
export function AdminsOnly(props: {
  readonly children: ReactNode;
  readonly around?: ComponentType<{ readonly children: ReactNode }>;
}) {
  const { children, around: Around = Fragment } = props;
  return (
    <SignedIn around={Around}>
      {({ role }) =>
        role === 'admin' ? (
          children
        ) : (
          <Around>
            <Refused role={AS_ROLE[role]} />
          </Around>
        )
      }
    </SignedIn>
  );
}

function Refused({ role }: { readonly role: string }) {
  useTitle(AUTHORING.refusedTitle);
  return (
    <Notice icon="lock" title={AUTHORING.refusedTitle} text={AUTHORING.refusedText(role)} level="h1">
      <Link to="/" className="button primary">
        {AUTHORING.toExercises}
      </Link>
    </Notice>
  );
}

/** In place of what is on its way, or of what did not come. `missing`: what to say when there is no such thing. */
export function Waiting(props: {
  readonly error: Error | null;
  readonly retry: () => void;
  readonly lines: number;
  readonly missing?: { readonly title: string; readonly text: string };
}) {
  const { error, retry, missing } = props;
  if (error === null) {
    return (
      <>
        <p className="sr" role="status">
          {AUTHORING.loading}
        </p>
        <Skeleton lines={props.lines} />
      </>
    );
  }
  if (missing !== undefined && error instanceof ApiError && (error.status === 404 || error.status === 400)) {
    return (
      <Notice icon="search" title={missing.title} text={missing.text} level="h1">
        <Link to="/authoring" className="button primary">
          {AUTHORING.toAuthoring}
        </Link>
      </Notice>
    );
  }
  return <LoadFailure error={error} retry={retry} />;
}
