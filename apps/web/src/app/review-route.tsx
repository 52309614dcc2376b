/** Binds the table of candidates' submissions to its address. A chunk of its own. */
import { getRouteApi } from '@tanstack/react-router';
import { addressSearch, type ReviewAddress, readAddress } from '../features/review/filter.ts';
import { ReviewPage } from '../features/review/review-page.tsx';

const route = getRouteApi('/review');

export function ReviewRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const go = (address: ReviewAddress, replace: boolean) =>
    void navigate({ search: addressSearch(address), replace, resetScroll: false });
  return <ReviewPage address={readAddress(search)} onAddress={go} />;
}
