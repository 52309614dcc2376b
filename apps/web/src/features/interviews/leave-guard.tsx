/** Asks before a page is left with changes that were not saved. */
import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../../shared/ask/confirm-dialog.tsx';
import { FORM } from './messages.ts';

export function LeaveGuard({ changed }: { readonly changed: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => changed,
    enableBeforeUnload: () => changed,
    withResolver: true,
  });
  return blocker.status === 'blocked' ? (
    <ConfirmDialog
      title={FORM.leaveTitle}
      action={FORM.leave}
      busy={FORM.leave}
      cancel={FORM.stay}
      act={async () => blocker.proceed()}
      onClose={() => blocker.reset()}
    >
      <p>{FORM.leaveText}</p>
    </ConfirmDialog>
  ) : null;
}
