/** The browsers that one is signed in with. */
import { SessionList, type SessionView } from '@lockstep/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { NOTHING } from '../../shared/account/session.ts';
import { useServices } from '../../shared/api/services.tsx';
import { formatAgo, formatMoment } from '../../shared/format.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { browserWords } from './browser-words.ts';
import { SESSIONS } from './messages.ts';

const PATH = '/api/account/sessions';
export const sessionsKey = ['account-sessions'] as const;

/** `null`: all but this one. */
type Ended = SessionView | null;

export function SessionsSection() {
  const { api } = useServices();
  const client = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  const sessions = useQuery({ queryKey: sessionsKey, queryFn: ({ signal }) => api.read(PATH, SessionList, signal) });
  const end = useMutation({
    networkMode: 'always',
    mutationFn: (ended: Ended) => api.send('DELETE', ended === null ? PATH : `${PATH}/${ended.id}`, NOTHING),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
  const { isSuccess } = end;
  // The button that had the focus is gone.
  useEffect(() => {
    if (isSuccess) heading.current?.focus();
  }, [isSuccess]);
  const others = sessions.data?.items.filter(({ current }) => !current).length ?? 0;
  return (
    <section className="account-part card" aria-label={SESSIONS.title}>
      <div className="row">
        <h2 ref={heading} tabIndex={-1}>
          {SESSIONS.title}
        </h2>
        <span className="spring" />
        {others > 1 ? (
          <button type="button" className="button small" disabled={end.isPending} onClick={() => end.mutate(null)}>
            {SESSIONS.endAllOthers}
          </button>
        ) : null}
      </div>
      <p className="ink2">{others === 0 && sessions.data !== undefined ? SESSIONS.none : SESSIONS.text}</p>
      {sessions.data !== undefined ? (
        <ul className="sessions">
          {sessions.data.items.map((session) => (
            <SessionRow key={session.id} session={session} busy={end.isPending} onEnd={() => end.mutate(session)} />
          ))}
        </ul>
      ) : sessions.error !== null ? (
        <LoadFailure error={sessions.error} retry={() => void sessions.refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
      <p className={`small ${end.isError ? 'ink-bad' : 'ink2'}`} role="status">
        {end.isError ? end.error.message : end.isSuccess ? endedWords(end.variables) : ''}
      </p>
    </section>
  );
}

function endedWords(ended: Ended): string {
  return ended === null ? SESSIONS.othersEnded : SESSIONS.ended(browserWords(ended.browser));
}

function SessionRow(props: { readonly session: SessionView; readonly busy: boolean; readonly onEnd: () => void }) {
  const { session, busy, onEnd } = props;
  const browser = browserWords(session.browser);
  const ago = formatAgo(session.lastSeenAt, Date.now());
  return (
    <li className="session">
      <div>
        <p title={session.browser}>
          {browser}
          {session.current ? (
            <span className="here">
              <Icon name="check" small />
              {SESSIONS.here}
            </span>
          ) : null}
        </p>
        <p className="small ink3">
          {SESSIONS.lastUsed(ago)}, {SESSIONS.since(formatMoment(session.createdAt))}
        </p>
      </div>
      {session.current ? null : (
        <button
          type="button"
          className="button small"
          disabled={busy}
          aria-label={SESSIONS.endLabel(browser, ago)}
          onClick={onEnd}
        >
          {SESSIONS.end}
        </button>
      )}
    </li>
  );
}
