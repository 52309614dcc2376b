/** Binds the workspace to its address. A chunk of its own: it brings the editor along. */

import type { SubmissionId } from '@lockstep/protocol';
import { getRouteApi } from '@tanstack/react-router';
import { WorkspacePage } from '../features/workspace/workspace-page.tsx';

const route = getRouteApi('/exercises/$slug');

export function WorkspaceRoute() {
  const { slug } = route.useParams();
  const { submission } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: SubmissionId | null) => void navigate({ search: id === null ? {} : { submission: id } });
  return <WorkspacePage key={slug} slug={slug} opened={submission ?? null} onOpen={open} />;
}
