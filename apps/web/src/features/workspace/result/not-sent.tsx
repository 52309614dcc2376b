/** Above the result: the server did not take what was sent. */
import { Icon } from '../../../shared/ui/icon.tsx';
import { WORKSPACE } from '../messages.ts';
import type { SendFailure } from '../use-submissions.ts';

export function NotSent(props: {
  readonly failure: SendFailure;
  readonly onRetry: (mode: SendFailure['mode']) => void;
}) {
  return (
    <div className="not-sent" role="alert">
      <Icon name="offline" />
      <div>
        <b>{WORKSPACE.notSentTitle}</b>
        <p>
          {props.failure.error.message} {WORKSPACE.notSentText}
        </p>
      </div>
      <button type="button" className="button small" onClick={() => props.onRetry(props.failure.mode)}>
        {WORKSPACE.retry}
      </button>
    </div>
  );
}
