/** Binds the pages of interviewers to their addresses. A chunk of its own. */
import { getRouteApi } from '@tanstack/react-router';
import { EditInterviewPage } from '../features/interviews/edit-pages.tsx';
import { InterviewPage } from '../features/interviews/interview-page.tsx';
import { WorkPage } from '../features/interviews/work-page.tsx';

export { NewInterviewPage as NewInterviewRoute } from '../features/interviews/edit-pages.tsx';
export { InterviewsPage as InterviewsRoute } from '../features/interviews/list-page.tsx';

const interview = getRouteApi('/interviews/$id');
const edit = getRouteApi('/interviews/$id/edit');
const work = getRouteApi('/interviews/$id/candidates/$sitting');

export function InterviewRoute() {
  const { id } = interview.useParams();
  return <InterviewPage key={id} id={id} />;
}

export function EditInterviewRoute() {
  const { id } = edit.useParams();
  return <EditInterviewPage key={id} id={id} />;
}

export function CandidateWorkRoute() {
  const { id, sitting } = work.useParams();
  return <WorkPage key={sitting} id={id} sitting={sitting} />;
}
