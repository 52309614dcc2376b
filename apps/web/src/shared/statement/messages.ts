/** Words of what is asked of a candidate. */

export const STATEMENT = {
  signature: 'Signature',
  samples: 'Samples',
  judging: 'How it is judged',
  limits: 'Limits of a run',
  wall: (text: string) => `${text} wall`,
  cpu: (text: string) => `${text} CPU`,
  memory: (text: string) => `${text} memory`,
  processes: (count: number) => (count === 0 ? 'no child process' : `${count} child processes at once`),
  output: (text: string) => `${text} output`,
} as const;

/** Hints, opened one after the other. */
export const HINTS = {
  hints: 'Hints',
  firstHint: (count: number) => (count === 1 ? 'Show the hint' : `Show the first of ${count} hints`),
  nextHint: (number: number, count: number) => `Show hint ${number} of ${count}`,
} as const;
