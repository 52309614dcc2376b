/** In place of what is on its way, or of what did not come. */
import { LoadFailure, Skeleton } from '../../shared/ui/states.tsx';
import { ADMIN } from './messages.ts';

export function Loading(props: { readonly error: Error | null; readonly retry: () => void; readonly lines: number }) {
  if (props.error !== null) return <LoadFailure error={props.error} retry={props.retry} />;
  return (
    <>
      <p className="sr" role="status">
        {ADMIN.loading}
      </p>
      <Skeleton lines={props.lines} />
    </>
  );
}
