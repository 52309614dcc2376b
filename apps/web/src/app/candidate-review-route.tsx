/** Binds the page on which a candidate is reviewed to its address. A chunk of its own. */
import { getRouteApi } from '@tanstack/react-router';
import { CandidatePage } from '../features/candidate/candidate-page.tsx';
import { placeSearch, readPlace } from '../features/candidate/place.ts';

const route = getRouteApi('/interviews/$id/candidates/$sitting/review');

export function CandidateReviewRoute() {
  const { id, sitting } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <CandidatePage
      key={sitting}
      id={id}
      sitting={sitting}
      place={readPlace(search)}
      onPlace={(place) => void navigate({ search: placeSearch(place), replace: true, resetScroll: false })}
    />
  );
}
