/** Binds the workspace to its address. A chunk of its own: it brings the editor along. */

import type { SubmissionId } from '@lockstep/protocol';
import { getRouteApi } from '@tanstack/react-router';
import { WorkspacePage } from '../features/workspace/workspace-page.tsx';
import { useSittingId } from '../shared/sitting/sitting-sign.ts';

const route = getRouteApi('/exercises/$slug');

export function WorkspaceRoute() {
  const { slug } = route.useParams();
  const { submission } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: SubmissionId | null) => void navigate({ search: id === null ? {} : { submission: id } });
  // In an interview another code is edited than in practice.
  const sitting = useSittingId();
  return <WorkspacePage key={`${slug} ${sitting}`} slug={slug} opened={submission ?? null} onOpen={open} />;
}
