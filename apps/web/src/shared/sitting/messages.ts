/** Words of what interviewers do to a sitting. */

export const SITTING = {
  timeTitle: (name: string) => `More time for ${name}`,
  timeNow: (moment: string) => `The time is up at ${moment} now.`,
  timeWas: (moment: string) => `The time was up at ${moment}. More time counts from now on.`,
  timeFor: (minutes: number) => `${minutes} min`,
  timeUntil: (moment: string) => `until ${moment}`,
  endTitle: (name: string) => `End the interview of ${name}?`,
  endWaiting: 'It can no longer be started.',
  endRunning: 'The clock stops, and nothing more can be submitted. What was done stays.',
  end: 'End it',
  ending: 'Ending…',
  endCancel: 'Leave it',
} as const;
