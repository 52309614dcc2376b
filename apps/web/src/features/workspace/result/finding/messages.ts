/** Words of a finding. Loaded with it. */
import { plural } from '../../../../shared/format.ts';

export const FINDING = {
  label: (verdict: string, call: string) => `${verdict} in ${call}`,
  expected: 'Expected',
  got: 'What came out',
  schedules: { failing: 'Failing schedule', passing: 'Passing schedule' },
  schedulesLabel: 'Schedules',
  open: 'Open the whole schedule',
  play: 'Play this schedule',
  noPassing: 'No schedule was found that passes.',
} as const;

export const SCOPES = {
  title: 'Interleavings',
  note: 'every order of the steps of small calls',
  columns: { call: 'Call', outcomes: 'What comes out', seen: 'Explored', time: 'Time' },
  right: 'right',
  wrong: 'wrong',
  exhaustive: (count: string) => `all ${count}`,
  exhaustiveUnit: (count: string) => (count === '1' ? 'interleaving' : 'interleavings'),
  states: (count: string) => `${count} states`,
  bounded: (preemptions: number) => `all with up to ${plural(preemptions, 'preemption')}`,
  sampled: (schedules: string) => `${schedules} schedules, at random`,
  unexplored: 'not explored',
  play: 'Play',
  playCall: (call: string) => `Play ${call}`,
} as const;
