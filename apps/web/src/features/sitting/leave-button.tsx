/** Leaves the interview in this browser, where nothing is lost by it: before the start and after the end. */
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DialogFault } from '../../shared/ask/confirm-dialog.tsx';
import { OVER } from './messages.ts';
import { useLeave } from './use-sitting.ts';

export function LeaveButton() {
  const navigate = useNavigate();
  const leave = useLeave();
  const left = useMutation({ networkMode: 'always', mutationFn: () => leave(() => navigate({ to: '/' })) });
  return (
    <>
      <button
        type="button"
        className="button"
        aria-disabled={left.isPending || undefined}
        onClick={() => left.isPending || left.mutate()}
      >
        {OVER.leave}
      </button>
      <DialogFault error={left.error} />
    </>
  );
}
