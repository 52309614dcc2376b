/** Binds the pages of authors to their addresses. A chunk of its own; the page of a draft is another, since it brings the editor. */
import { getRouteApi } from '@tanstack/react-router';
import { DifferencePage } from '../features/authoring/exercise/difference-page.tsx';
import { ExercisePage } from '../features/authoring/exercise/exercise-page.tsx';
import { RejudgePage } from '../features/authoring/exercise/rejudge-page.tsx';

export { AuthoringPage } from '../features/authoring/list/authoring-page.tsx';

const exercise = getRouteApi('/authoring/exercises/$slug');
const difference = getRouteApi('/authoring/exercises/$slug/difference');
const rejudge = getRouteApi('/authoring/exercises/$slug/rejudge');

export function AuthoredExerciseRoute() {
  const { slug } = exercise.useParams();
  return <ExercisePage key={slug} slug={slug} />;
}

export function DifferenceRoute() {
  const { slug } = difference.useParams();
  return <DifferencePage key={slug} slug={slug} />;
}

export function RejudgeRoute() {
  const { slug } = rejudge.useParams();
  const { rejudge: shown } = rejudge.useSearch();
  const navigate = rejudge.useNavigate();
  return (
    <RejudgePage
      key={slug}
      slug={slug}
      rejudge={shown ?? null}
      onRejudge={(id) => void navigate({ search: id === null ? {} : { rejudge: id } })}
    />
  );
}
