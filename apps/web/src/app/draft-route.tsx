/** Binds the page of a draft to its address. A chunk of its own: it brings the editor along. */
import { getRouteApi } from '@tanstack/react-router';
import { DraftPage } from '../features/authoring/draft/draft-page.tsx';

const route = getRouteApi('/authoring/$draft');

export function DraftRoute() {
  const { draft } = route.useParams();
  const { file } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <DraftPage
      key={draft}
      id={draft}
      file={file ?? null}
      onFile={(path) => void navigate({ search: { file: path }, replace: true })}
    />
  );
}
