/** What stands on a page of interviewers while something is on its way, when it does not come, and where somebody may not see it. */
import { Link } from '@tanstack/react-router';
import { ApiError } from '../api/http.ts';
import { SHELL } from '../ui/messages.ts';
import { LoadFailure, Notice, Skeleton } from '../ui/states.tsx';
import { STAFF } from './messages.ts';
import './staff.css';

/** `from`: where to go on after signing in. */
export function Waiting(props: { readonly error: Error | null; readonly retry: () => void; readonly from: string }) {
  const { error, retry, from } = props;
  if (error === null) {
    return (
      <>
        <p className="sr" role="status">
          {SHELL.loading}
        </p>
        <Skeleton lines={8} className="staff-loading" />
      </>
    );
  }
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) {
    return (
      <Notice icon="lock" title={STAFF.signInTitle} text={STAFF.signInText} level="h1">
        <a className="button primary" href={`/sign-in?${new URLSearchParams({ from })}`}>
          {STAFF.signIn}
        </a>
      </Notice>
    );
  }
  if (status === 403) {
    return (
      <Notice icon="lock" title={STAFF.refusedTitle} text={STAFF.refusedText} level="h1">
        <Link to="/" className="button">
          {SHELL.toExercises}
        </Link>
      </Notice>
    );
  }
  if (status === 404 || status === 400) {
    return (
      <Notice icon="search" title={STAFF.goneTitle} text={STAFF.goneText} level="h1">
        <Link to="/interviews" className="button">
          {STAFF.toList}
        </Link>
      </Notice>
    );
  }
  return <LoadFailure error={error} retry={retry} level="h1" />;
}
