/** The pages and their addresses. The workspace is loaded when it is first needed: it carries the editor. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router';
import { ExercisesPage } from '../features/exercises/exercises-page.tsx';
import type { ExerciseFilter } from '../features/exercises/filter.ts';
import { SHELL } from '../shared/ui/messages.ts';
import { CrashPage, NotFoundPage, OfflineBanner } from '../shared/ui/states.tsx';
import { exerciseSearch, playSearch, workspaceSearch } from './search.ts';
import { SittingPlace } from './sitting-place.tsx';

const root = createRootRoute({
  component: () => (
    <>
      <a className="skip-link" href="#content">
        {SHELL.skip}
      </a>
      <OfflineBanner />
      <SittingPlace />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFoundPage,
});

const exercises = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: exerciseSearch,
  component: ExercisesRoute,
});

function ExercisesRoute() {
  const filter = exercises.useSearch();
  const navigate = exercises.useNavigate();
  const change = (next: ExerciseFilter) =>
    void navigate({ search: exerciseSearch({ ...next }), replace: true, resetScroll: false });
  return <ExercisesPage filter={filter} onFilter={change} />;
}

export const workspaceRoute = createRoute({
  getParentRoute: () => root,
  path: '/exercises/$slug',
  validateSearch: workspaceSearch,
  component: lazyRouteComponent(() => import('./workspace-route.tsx'), 'WorkspaceRoute'),
});

const sitting = createRoute({
  getParentRoute: () => root,
  path: '/interview',
  component: lazyRouteComponent(() => import('./sitting-route.tsx'), 'SittingRoute'),
});

const interviews = createRoute({
  getParentRoute: () => root,
  path: '/interviews',
  component: lazyRouteComponent(() => import('./interviews-route.tsx'), 'InterviewsRoute'),
});

const newInterview = createRoute({
  getParentRoute: () => root,
  path: '/interviews/new',
  component: lazyRouteComponent(() => import('./interviews-route.tsx'), 'NewInterviewRoute'),
});

const interview = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id',
  component: lazyRouteComponent(() => import('./interviews-route.tsx'), 'InterviewRoute'),
});

const editInterview = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id/edit',
  component: lazyRouteComponent(() => import('./interviews-route.tsx'), 'EditInterviewRoute'),
});

const candidateWork = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id/candidates/$sitting',
  component: lazyRouteComponent(() => import('./interviews-route.tsx'), 'CandidateWorkRoute'),
});

const questions = createRoute({
  getParentRoute: () => root,
  path: '/questions/$slug',
  component: lazyRouteComponent(() => import('./question-route.tsx'), 'QuestionRoute'),
});

const playSubmission = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$id/play/$scope',
  validateSearch: playSearch,
  component: lazyRouteComponent(() => import('./play-route.tsx'), 'SubmissionPlayRoute'),
});

const playQuestion = createRoute({
  getParentRoute: () => root,
  path: '/questions/$slug/play',
  validateSearch: playSearch,
  component: lazyRouteComponent(() => import('./play-route.tsx'), 'QuestionPlayRoute'),
});

const path = createRoute({
  getParentRoute: () => root,
  path: '/path',
  component: lazyRouteComponent(() => import('../features/path/path-page.tsx'), 'PathPage'),
});

const submissions = createRoute({
  getParentRoute: () => root,
  path: '/submissions',
  component: lazyRouteComponent(() => import('../features/submissions/submissions-page.tsx'), 'SubmissionsPage'),
});

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      exercises,
      workspaceRoute,
      sitting,
      interviews,
      newInterview,
      interview,
      editInterview,
      candidateWork,
      questions,
      path,
      submissions,
      playSubmission,
      playQuestion,
    ]),
    // All that stands in our addresses is text: as JSON, the position `0.10` would be a number.
    parseSearch: parseSearchWith((text) => text),
    stringifySearch: (search) => stringifySearchWith(String)(search).replaceAll('%2C', ','),
    defaultPreload: 'intent',
    defaultErrorComponent: ({ error }) => (
      <CrashPage error={error instanceof Error ? error : new Error(String(error))} />
    ),
    defaultPendingMs: 200,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
