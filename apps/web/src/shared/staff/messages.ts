/** Words of pages that interviewers and admins see. */
export const STAFF = {
  signInTitle: 'Sign in to see interviews',
  signInText: 'Interviews are made, followed and reviewed by interviewers, who have an account.',
  signIn: 'Sign in',
  refusedTitle: 'Only interviewers can see this page',
  refusedText: 'Your account has another role. An admin can make you an interviewer.',
  goneTitle: 'There is no such interview',
  goneText: 'The address may be mistyped, or the interview was archived.',
  toList: 'All interviews',
} as const;
