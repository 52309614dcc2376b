/** Binds an interview's report to its address. A chunk of its own. */
import { getRouteApi } from '@tanstack/react-router';
import { ReportPage } from '../features/report/report-page.tsx';

const route = getRouteApi('/interviews/$id/candidates/$sitting/report');

export function ReportRoute() {
  const { id, sitting } = route.useParams();
  return <ReportPage key={sitting} id={id} sitting={sitting} />;
}
