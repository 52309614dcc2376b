/** The routes of the API and who may call them, for tests. */

export const WHO = ['nobody', 'candidate', 'interviewer', 'admin'] as const;
export type Who = (typeof WHO)[number];

/** Who may call what, written down a second time: a route that is new or changed has to be changed here as well. */
export const ALLOWED: Readonly<Record<string, Who>> = {
  'GET /api/exercises': 'nobody',
  'GET /api/exercises/:slug': 'nobody',
  'GET /api/exercises/:slug/editorial': 'nobody',
  'GET /api/exercises/:slug/draft': 'nobody',
  'PUT /api/exercises/:slug/draft': 'nobody',
  'GET /api/questions/:slug': 'nobody',
  'GET /api/questions/:slug/recording': 'nobody',
  'POST /api/questions/:slug/answers': 'nobody',
  'POST /api/submissions': 'nobody',
  'GET /api/submissions': 'nobody',
  'GET /api/submissions/:id': 'nobody',
  'POST /api/submissions/:id/cancel': 'nobody',
  'GET /api/submissions/:id/events': 'nobody',
  'GET /api/submissions/:id/recordings/:scope': 'nobody',
  'GET /api/health': 'nobody',
  'GET /api/live': 'nobody',
  'GET /api/session': 'nobody',
  'POST /api/session': 'nobody',
  'DELETE /api/session': 'candidate',
  'POST /api/account-links/view': 'nobody',
  'POST /api/account-links/use': 'nobody',
  'POST /api/password-resets': 'nobody',
  'PATCH /api/account': 'candidate',
  'PUT /api/account/password': 'candidate',
  'GET /api/account/sessions': 'candidate',
  'DELETE /api/account/sessions/:id': 'candidate',
  'DELETE /api/account/sessions': 'candidate',
  'GET /api/admin/accounts': 'admin',
  'PATCH /api/admin/accounts/:id': 'admin',
  'POST /api/admin/accounts/:id/reset-link': 'admin',
  'GET /api/admin/invitations': 'admin',
  'POST /api/admin/invitations': 'admin',
  'DELETE /api/admin/invitations/:id': 'admin',
  'GET /api/admin/audit': 'admin',
};
