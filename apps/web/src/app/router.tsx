/** The pages and their addresses. The workspace is loaded when it is first needed: it carries the editor. */
import {
  createRootRouteWithContext,
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
import {
  exerciseSearch,
  findingSearch,
  liveSearch,
  playSearch,
  signInSearch,
  textSearch,
  workspaceSearch,
} from './search.ts';
import { SignedOut } from './signed-out.tsx';
import { SittingPlace } from './sitting-place.tsx';

/** What the pages' addresses set off outside of the pages. */
export interface RouterContext {
  /** Called when the workspace of an exercise is about to open, before its code is there. */
  readonly beginExercise: (slug: string) => void;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <>
      <a className="skip-link" href="#content">
        {SHELL.skip}
      </a>
      <OfflineBanner />
      <SignedOut />
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
  // Not when a pointer merely rests on a link: the draft may change before the page opens.
  loader: ({ cause, context, params }) => {
    if (cause === 'enter') context.beginExercise(params.slug);
  },
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

const candidateReview = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id/candidates/$sitting/review',
  validateSearch: textSearch,
  component: lazyRouteComponent(() => import('./candidate-review-route.tsx'), 'CandidateReviewRoute'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id/candidates/$sitting/report',
  component: lazyRouteComponent(() => import('./report-route.tsx'), 'ReportRoute'),
});

const review = createRoute({
  getParentRoute: () => root,
  path: '/review',
  validateSearch: textSearch,
  component: lazyRouteComponent(() => import('./review-route.tsx'), 'ReviewRoute'),
});

const live = createRoute({
  getParentRoute: () => root,
  path: '/interviews/$id/candidates/$sitting/live',
  validateSearch: liveSearch,
  component: lazyRouteComponent(() => import('./live-route.tsx'), 'LiveRoute'),
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

const finding = createRoute({
  getParentRoute: () => root,
  path: '/submissions/$id/findings/$number',
  validateSearch: findingSearch,
  component: lazyRouteComponent(() => import('./finding-route.tsx'), 'FindingRoute'),
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

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./account-route.tsx'), 'SignInRoute'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./account-route.tsx'), 'WelcomeRoute'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'AdminRoute'),
});

const adminIndex = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'AdminIndexRoute'),
});

const adminAccounts = createRoute({
  getParentRoute: () => admin,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'AccountsPage'),
});

const adminJudging = createRoute({
  getParentRoute: () => admin,
  path: '/judging',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'JudgingPage'),
});

const adminWebhooks = createRoute({
  getParentRoute: () => admin,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'WebhooksPage'),
});

const adminWebhook = createRoute({
  getParentRoute: () => admin,
  path: '/webhooks/$id',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'WebhookRoute'),
});

const adminAudit = createRoute({
  getParentRoute: () => admin,
  path: '/audit',
  component: lazyRouteComponent(() => import('./admin-route.tsx'), 'AuditPage'),
});

const authoring = createRoute({
  getParentRoute: () => root,
  path: '/authoring',
  component: lazyRouteComponent(() => import('./authoring-route.tsx'), 'AuthoringPage'),
});

const draft = createRoute({
  getParentRoute: () => root,
  path: '/authoring/$draft',
  validateSearch: textSearch,
  component: lazyRouteComponent(() => import('./draft-route.tsx'), 'DraftRoute'),
});

const authoredExercise = createRoute({
  getParentRoute: () => root,
  path: '/authoring/exercises/$slug',
  component: lazyRouteComponent(() => import('./authoring-route.tsx'), 'AuthoredExerciseRoute'),
});

const difference = createRoute({
  getParentRoute: () => root,
  path: '/authoring/exercises/$slug/difference',
  component: lazyRouteComponent(() => import('./authoring-route.tsx'), 'DifferenceRoute'),
});

const rejudge = createRoute({
  getParentRoute: () => root,
  path: '/authoring/exercises/$slug/rejudge',
  validateSearch: textSearch,
  component: lazyRouteComponent(() => import('./authoring-route.tsx'), 'RejudgeRoute'),
});

export function createAppRouter(context: RouterContext) {
  return createRouter({
    context,
    routeTree: root.addChildren([
      exercises,
      workspaceRoute,
      sitting,
      interviews,
      newInterview,
      interview,
      editInterview,
      candidateWork,
      candidateReview,
      report,
      review,
      live,
      questions,
      path,
      submissions,
      playSubmission,
      finding,
      playQuestion,
      signIn,
      welcome,
      account,
      admin.addChildren([adminIndex, adminAccounts, adminJudging, adminWebhooks, adminWebhook, adminAudit]),
      authoring,
      draft,
      authoredExercise,
      difference,
      rejudge,
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
