/** The frame of the pages of interviewers, and what stands in it where somebody may not see them. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../../shared/api/http.ts';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { SHELL } from '../../shared/ui/messages.ts';
import { LoadFailure, Notice, Skeleton } from '../../shared/ui/states.tsx';
import { INTERVIEWS } from './messages.ts';
import './interviews.css';

export interface Crumb {
  readonly text: string;
  /** The interview that it leads to; null: the list. */
  readonly interview: string | null;
}

/** `crumbs`: the pages above this one, nearest last. */
export function Frame(props: { readonly crumbs?: readonly Crumb[]; readonly children: ReactNode }) {
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      <main className="interviews" id="content">
        {props.crumbs === undefined ? null : (
          <nav className="interview-crumbs" aria-label={INTERVIEWS.crumbs}>
            {props.crumbs.map(({ text, interview }) => (
              <span key={text}>
                {interview === null ? (
                  <Link to="/interviews">{text}</Link>
                ) : (
                  <Link to="/interviews/$id" params={{ id: interview }}>
                    {text}
                  </Link>
                )}
                <Icon name="chevron" small />
              </span>
            ))}
          </nav>
        )}
        {props.children}
      </main>
    </>
  );
}

export const TO_LIST: Crumb = { text: INTERVIEWS.title, interview: null };

/** What stands there while something is on its way, and when it does not come. `from`: where to go on after signing in. */
export function Waiting(props: { readonly error: Error | null; readonly retry: () => void; readonly from: string }) {
  const { error, retry, from } = props;
  if (error === null) {
    return (
      <>
        <p className="sr" role="status">
          {SHELL.loading}
        </p>
        <Skeleton lines={8} className="interviews-loading" />
      </>
    );
  }
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) {
    return (
      <Notice icon="lock" title={INTERVIEWS.signInTitle} text={INTERVIEWS.signInText} level="h1">
        <a className="button primary" href={`/sign-in?${new URLSearchParams({ from })}`}>
          {INTERVIEWS.signIn}
        </a>
      </Notice>
    );
  }
  if (status === 403) {
    return (
      <Notice icon="lock" title={INTERVIEWS.refusedTitle} text={INTERVIEWS.refusedText} level="h1">
        <Link to="/" className="button">
          {SHELL.toExercises}
        </Link>
      </Notice>
    );
  }
  if (status === 404 || status === 400) {
    return (
      <Notice icon="search" title={INTERVIEWS.goneTitle} text={INTERVIEWS.goneText} level="h1">
        <Link to="/interviews" className="button">
          {INTERVIEWS.toList}
        </Link>
      </Notice>
    );
  }
  return <LoadFailure error={error} retry={retry} level="h1" />;
}
