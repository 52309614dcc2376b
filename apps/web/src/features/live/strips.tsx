/** What is to be said about the page itself: no connection, signed out, a recording that is still on its way. */

import type { LiveCodeEnd } from '../../shared/live-code/live-code.ts';
import { Icon } from '../../shared/ui/icon.tsx';
import { SHELL } from '../../shared/ui/messages.ts';
import { LIVE, RECORDING } from './messages.ts';
import type { RecordingsSnapshot } from './recording/recordings.ts';

export function Strips(props: {
  readonly end: LiveCodeEnd | null;
  readonly reconnecting: boolean;
  readonly recorded: RecordingsSnapshot;
  readonly onRetry: () => void;
}) {
  const { end, reconnecting, recorded } = props;
  return (
    <div className="live-strips">
      <div role="status">
        {end !== null ? (
          <p className="live-strip live-strip-warn">
            <Icon name="lock" small />
            {LIVE.ended[end]}
          </p>
        ) : reconnecting ? (
          <p className="live-strip">
            <Icon name="offline" small />
            {LIVE.reconnecting}
          </p>
        ) : null}
      </div>
      {recorded.state === 'loading' ? (
        <p className="live-strip">
          <Icon name="clock" small />
          {RECORDING.loading(recorded.loaded, recorded.last)}
          {recorded.last > 0 ? (
            <progress value={recorded.loaded} max={recorded.last} aria-label={RECORDING.loading(0, 0)} />
          ) : null}
        </p>
      ) : null}
      {recorded.state === 'failed' ? (
        <div className="live-strip live-strip-warn" role="alert">
          <Icon name="error" small />
          <span>
            {RECORDING.failedTitle}. {recorded.error?.message}
          </span>
          <button type="button" className="button small" onClick={props.onRetry}>
            {SHELL.retry}
          </button>
        </div>
      ) : null}
    </div>
  );
}
