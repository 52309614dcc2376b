/** Binds the page of a finding to its address. A chunk of its own. */
import { getRouteApi } from '@tanstack/react-router';
import { FindingPage } from '../features/finding/finding-page.tsx';
import { NotFoundPage } from '../shared/ui/states.tsx';

const route = getRouteApi('/submissions/$id/findings/$number');

export function FindingRoute() {
  const { id, number } = route.useParams();
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const onStep = (to: number) => navigate({ search: { step: to }, replace: true, resetScroll: false });
  if (!/^[1-9]\d?$/.test(number)) return <NotFoundPage />;
  return <FindingPage key={`${id} ${number}`} id={id} number={Number(number)} step={step ?? null} onStep={onStep} />;
}
