/** The button below a list that is read page by page, and why the next page did not come. */
import { LoadFailure } from '../../shared/ui/states.tsx';

export interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly error: Error | null;
  readonly fetchNextPage: () => Promise<unknown>;
}

export function MorePages(props: { readonly pages: Pages; readonly more: string; readonly loading: string }) {
  const { pages, more, loading } = props;
  const load = () => void pages.fetchNextPage();
  return (
    <>
      {pages.hasNextPage ? (
        <button type="button" className="button admin-more" disabled={pages.isFetchingNextPage} onClick={load}>
          {pages.isFetchingNextPage ? loading : more}
        </button>
      ) : null}
      {pages.isFetchNextPageError && pages.error !== null ? <LoadFailure error={pages.error} retry={load} /> : null}
    </>
  );
}
