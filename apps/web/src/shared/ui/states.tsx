/** Whole-page and in-place states that every page shares: failed, not found, crashed, offline. */
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { ApiError } from '../api/http.ts';
import { AppBar, MainNavigation } from './app-bar.tsx';
import { Icon, type IconName } from './icon.tsx';
import { SHELL } from './messages.ts';

export function Notice(props: {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly level?: 'h1' | 'h2';
  readonly children?: ReactNode;
}) {
  const Heading = props.level ?? 'h2';
  return (
    <div className="notice">
      <Icon name={props.icon} />
      <Heading>{props.title}</Heading>
      <p>{props.text}</p>
      {props.children ? <div className="row">{props.children}</div> : null}
    </div>
  );
}

/** A failed load with its cause and a way on. */
export function LoadFailure(props: {
  readonly error: Error;
  readonly retry: () => void;
  readonly level?: 'h1' | 'h2';
}) {
  const unreachable = props.error instanceof ApiError && props.error.kind === 'unreachable';
  return (
    <div role="alert">
      <Notice
        icon={unreachable ? 'offline' : 'error'}
        title={unreachable ? SHELL.unreachableTitle : SHELL.refusedTitle}
        text={props.error.message}
        level={props.level ?? 'h2'}
      >
        <button type="button" className="button" onClick={props.retry}>
          <Icon name="restart" />
          {SHELL.retry}
        </button>
      </Notice>
    </div>
  );
}

export function NotFoundPage() {
  useTitle(SHELL.notFoundTitle);
  return (
    <>
      <AppBar left={<MainNavigation />} brandName />
      <main className="page-center" id="content">
        <Notice icon="search" title={SHELL.notFoundTitle} text={SHELL.notFoundText} level="h1">
          <Link to="/" className="button primary">
            {SHELL.toExercises}
          </Link>
        </Notice>
      </main>
    </>
  );
}

/** Shown instead of a page whose code threw. */
export function CrashPage({ error }: { readonly error: Error }) {
  useTitle(SHELL.crashTitle);
  return (
    <main className="page-center" id="content" role="alert">
      <Notice icon="error" title={SHELL.crashTitle} text={SHELL.crashText} level="h1">
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          {SHELL.reload}
        </button>
        <a className="button" href="/">
          {SHELL.toExercises}
        </a>
      </Notice>
      <p className="crash-cause mono">{error.message}</p>
    </main>
  );
}

export function useOnline(): boolean {
  return useSyncExternalStore(observeOnline, () => navigator.onLine);
}

function observeOnline(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {online ? null : (
        <p className="offline-banner">
          <Icon name="offline" small />
          {SHELL.offline}
        </p>
      )}
    </div>
  );
}

/** Sets the document's title while the component is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${SHELL.name}`;
  }, [title]);
}

/** Grey bars in place of text that is on its way. */
export function Skeleton(props: { readonly lines: number; readonly className?: string }) {
  return (
    <div className={`skeleton ${props.className ?? ''}`} aria-hidden="true">
      {Array.from({ length: props.lines }, (_, line) => `line-${line}`).map((key) => (
        <span key={key} />
      ))}
    </div>
  );
}
