/** Binds the live page and the playback of a sitting to their address. A chunk of its own: it brings an editor along. */
import { getRouteApi } from '@tanstack/react-router';
import { LivePage } from '../features/live/live-page.tsx';
import { AssessmentPanel } from '../shared/assessment/assessment-panel.tsx';

const route = getRouteApi('/interviews/$id/candidates/$sitting/live');

export function LiveRoute() {
  const { id, sitting } = route.useParams();
  const { at } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <LivePage
      key={sitting}
      id={id}
      sitting={sitting}
      at={at ?? null}
      onAt={(ms) => void navigate({ search: ms === null ? {} : { at: ms }, replace: true, resetScroll: false })}
      aside={(place) => <AssessmentPanel sitting={place.sitting} at={place.at} onJump={place.jump} />}
    />
  );
}
