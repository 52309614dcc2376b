/** Binds the page of a question to its address. */
import { getRouteApi } from '@tanstack/react-router';
import { QuestionPage } from '../features/questions/question-page.tsx';

const route = getRouteApi('/questions/$slug');

export function QuestionRoute() {
  const { slug } = route.useParams();
  return <QuestionPage key={slug} slug={slug} />;
}
