/** The page of one question. Mounted anew for another question. */
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/http.ts';
import { questionQuery } from '../../shared/api/queries.ts';
import { useServices } from '../../shared/api/services.tsx';
import { AppBar, MainNavigation } from '../../shared/ui/app-bar.tsx';
import { SHELL } from '../../shared/ui/messages.ts';
import { LoadFailure, NotFoundPage, Skeleton } from '../../shared/ui/states.tsx';
import { Question } from './question.tsx';
import './questions.css';

export function QuestionPage({ slug }: { readonly slug: string }) {
  const { api } = useServices();
  const question = useQuery(questionQuery(api, slug));
  if (question.data === undefined && question.error instanceof ApiError) {
    if (question.error.status === 404 || question.error.status === 400) return <NotFoundPage />;
  }
  return (
    <>
      <AppBar brandName left={<MainNavigation />} />
      {question.data !== undefined ? (
        <Question question={question.data} />
      ) : (
        <main className="question question-alone" id="content">
          {question.error === null ? (
            <>
              <p className="sr" role="status">
                {SHELL.loading}
              </p>
              <Skeleton lines={9} className="question-loading" />
            </>
          ) : (
            <LoadFailure error={question.error} retry={() => void question.refetch()} level="h1" />
          )}
        </main>
      )}
    </>
  );
}
