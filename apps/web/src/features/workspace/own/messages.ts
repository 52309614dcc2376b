/** Words of runs with one's own arguments. Loaded with them. */
import { plural } from '../../../shared/format.ts';

export const OWN = {
  call: 'Call',
  about: 'Your code runs with this call for real, then its interleavings are explored. Nothing is judged.',
  suggestions: 'Recent calls and those of the samples',
  fromSample: 'sample',
  run: 'Run',
  running: 'Sending…',
  close: 'Close',
  empty: 'Write a call first: the name of the function, and its arguments in brackets.',
} as const;

export const OWN_RESULT = {
  label: 'Run of your call',
  returned: 'returned',
  raised: 'raised',
  nothing: 'No value came back.',
  running: 'It runs for real.',
  figures: { wall: 'Wall', cpu: 'CPU', peak: 'Peak memory' },
  outcomes: 'Which results are possible',
  all: (count: string, one: boolean) => `all ${count} ${one ? 'interleaving' : 'interleavings'}`,
  bounded: (preemptions: number) => `every interleaving with up to ${plural(preemptions, 'preemption')}`,
  sampled: (schedules: string) => `${schedules} schedules, at random`,
  states: (count: string) => `${count} states`,
  seen: 'Explored:',
  columns: { outcome: 'What comes out', share: 'Share', count: 'Interleavings' },
  notCounted: 'not counted',
  play: 'Play it',
  playCall: (call: string) => `Play it: ${call}`,
} as const;
