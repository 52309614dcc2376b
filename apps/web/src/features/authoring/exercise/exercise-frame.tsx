/** What the pages of one exercise have around them: crumbs, title, navigation. */
import type { AuthoredExerciseView } from '@lockstep/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { AuthoringFrame, Waiting } from '../admins-only.tsx';
import { AUTHORING } from '../messages.ts';
import { exerciseQuery } from '../queries.ts';
import { EXERCISE } from './messages.ts';
import './exercise.css';

const CURRENT = { 'aria-current': 'page' } as const;

export function ExerciseFrame(props: {
  readonly slug: string;
  readonly children: (view: AuthoredExerciseView) => ReactNode;
}) {
  const { slug } = props;
  return (
    <AuthoringFrame crumb={<span className="mono small">{slug}</span>}>
      <Loaded {...props} />
    </AuthoringFrame>
  );
}

function Loaded(props: { readonly slug: string; readonly children: (view: AuthoredExerciseView) => ReactNode }) {
  const { slug } = props;
  const { api } = useServices();
  const { data, error, refetch } = useQuery(exerciseQuery(api, slug));
  if (data === undefined) {
    return (
      <Waiting
        error={error}
        retry={() => void refetch()}
        lines={8}
        missing={{ title: AUTHORING.noExerciseTitle, text: AUTHORING.noExerciseText }}
      />
    );
  }
  return (
    <>
      <h1>{data.exercise.title}</h1>
      <nav className="nav exercise-nav" aria-label={EXERCISE.parts}>
        <Link to="/authoring/exercises/$slug" params={{ slug }} activeOptions={{ exact: true }} activeProps={CURRENT}>
          {EXERCISE.revisions}
        </Link>
        <Link to="/authoring/exercises/$slug/difference" params={{ slug }} activeProps={CURRENT}>
          {EXERCISE.difference}
        </Link>
        <Link
          to="/authoring/exercises/$slug/rejudge"
          params={{ slug }}
          activeOptions={{ includeSearch: false }}
          activeProps={CURRENT}
        >
          {EXERCISE.rejudge}
        </Link>
      </nav>
      {props.children(data)}
    </>
  );
}
