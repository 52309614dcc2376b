/** Hints that open one by one, and the editorial for those who were accepted. */
import type { ExerciseView } from '@lockstep/protocol';
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/http.ts';
import { useServices } from '../../shared/api/services.tsx';
import { Hints } from '../../shared/statement/hints.tsx';
import { Prose } from '../../shared/text/prose.tsx';
import { HELP } from './messages.ts';

export function Help({ exercise }: { readonly exercise: ExerciseView }) {
  return (
    <>
      {exercise.hints.length > 0 ? <Hints hints={exercise.hints} /> : null}
      {exercise.hasEditorial ? <Editorial slug={exercise.slug} /> : null}
    </>
  );
}

function Editorial({ slug }: { readonly slug: string }) {
  const { api } = useServices();
  const opened = useMutation({ mutationFn: () => api.editorial(slug) });
  const { data, error, isPending } = opened;
  return (
    <section aria-label={HELP.editorial}>
      <h3>{HELP.editorial}</h3>
      <div aria-live="polite">
        {data === undefined ? (
          <p>
            {error === null
              ? HELP.editorialText
              : error instanceof ApiError && error.status === 403
                ? HELP.notYet
                : HELP.notLoaded}
          </p>
        ) : (
          <Prose text={data.editorial} />
        )}
      </div>
      {data === undefined ? (
        <button type="button" className="button" disabled={isPending} onClick={() => opened.mutate()}>
          {isPending ? HELP.opening : HELP.open}
        </button>
      ) : null}
    </section>
  );
}
