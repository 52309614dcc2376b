/** Which code and which data the page at an address begins with. The addresses are those of src/app/router.tsx. */
export interface Page {
  /** As the router of the server reads it: `/exercises/:slug`. */
  readonly path: string;
  /** The module that the application loads for this page; null: the entry has it already. */
  readonly module: string | null;
  /** What the page asks the API for at once; a part that begins with a colon is that part of the address. */
  readonly data: readonly string[];
}

export const PAGES: readonly Page[] = [
  { path: '/', module: null, data: ['/api/exercises'] },
  {
    path: '/exercises/:slug',
    module: 'src/app/workspace-route.tsx',
    data: ['/api/exercises/:slug', '/api/exercises/:slug/draft'],
  },
  { path: '/questions/:slug', module: 'src/app/question-route.tsx', data: ['/api/questions/:slug'] },
  { path: '/questions/:slug/play', module: 'src/app/play-route.tsx', data: [] },
  { path: '/path', module: 'src/features/path/path-page.tsx', data: ['/api/exercises'] },
  { path: '/submissions', module: 'src/features/submissions/submissions-page.tsx', data: [] },
  { path: '/submissions/:id/play/:scope', module: 'src/app/play-route.tsx', data: [] },
  {
    path: '/submissions/:id/findings/:number',
    module: 'src/app/finding-route.tsx',
    data: ['/api/submissions/:id'],
  },
  { path: '/sign-in', module: 'src/app/account-route.tsx', data: [] },
  { path: '/welcome', module: 'src/app/account-route.tsx', data: [] },
  { path: '/account', module: 'src/features/account/account-page.tsx', data: [] },
  { path: '/interview', module: 'src/app/sitting-route.tsx', data: [] },
  { path: '/interviews', module: 'src/app/interviews-route.tsx', data: [] },
  { path: '/interviews/new', module: 'src/app/interviews-route.tsx', data: [] },
  { path: '/interviews/:id', module: 'src/app/interviews-route.tsx', data: [] },
  { path: '/interviews/:id/edit', module: 'src/app/interviews-route.tsx', data: [] },
  { path: '/interviews/:id/candidates/:sitting', module: 'src/app/interviews-route.tsx', data: [] },
  {
    path: '/interviews/:id/candidates/:sitting/review',
    module: 'src/app/candidate-review-route.tsx',
    data: ['/api/sittings/:sitting/assessments', '/api/sittings/:sitting/notes'],
  },
  {
    path: '/interviews/:id/candidates/:sitting/report',
    module: 'src/app/report-route.tsx',
    data: ['/api/sittings/:sitting/report'],
  },
  { path: '/review', module: 'src/app/review-route.tsx', data: ['/api/review/facets'] },
  { path: '/authoring', module: 'src/app/authoring-route.tsx', data: [] },
  { path: '/authoring/:draft', module: 'src/app/draft-route.tsx', data: [] },
  { path: '/authoring/exercises/:slug', module: 'src/app/authoring-route.tsx', data: [] },
  { path: '/authoring/exercises/:slug/difference', module: 'src/app/authoring-route.tsx', data: [] },
  { path: '/authoring/exercises/:slug/rejudge', module: 'src/app/authoring-route.tsx', data: [] },
  { path: '/interviews/:id/candidates/:sitting/live', module: 'src/app/live-route.tsx', data: ['/api/interviews/:id'] },
  { path: '/admin', module: 'src/app/admin-route.tsx', data: [] },
  { path: '/admin/accounts', module: 'src/app/admin-route.tsx', data: [] },
  { path: '/admin/judging', module: 'src/app/admin-route.tsx', data: [] },
  { path: '/admin/webhooks', module: 'src/app/admin-route.tsx', data: [] },
  { path: '/admin/webhooks/:id', module: 'src/app/admin-route.tsx', data: [] },
  { path: '/admin/audit', module: 'src/app/admin-route.tsx', data: [] },
];
