/** Words of a finding's page. Loaded with it. */

import { formatCount, plural } from '../../shared/format.ts';
import type { ObjectKind } from '../../shared/timeline/object-states.ts';

export const FINDING_PAGE = {
  documentTitle: (sentence: string) => (sentence.length > 60 ? `${sentence.slice(0, 59)}…` : sentence),
  crumb: (number: number, of: number) => `Finding ${number} of ${of}`,
  attempt: (number: number) => `Attempt ${formatCount(number)}`,
  crumbs: 'Where this is',
  play: 'Play it yourself',
  back: 'Back to the code',
  expected: 'expected',
  fewest: (preemptions: number) =>
    preemptions === 0 ? 'no preemption' : `${plural(preemptions, 'preemption')}, the fewest possible`,
  confirmed: 'replayed on real processes',
  code: 'solution.py',
  line: (line: number) => `line ${line}`,
  here: (name: string) => `${name} is here`,
  schedules: 'Schedules',
  failing: 'Failing schedule',
  passing: 'Passing schedule',
  waits: 'Who waits for whom',
  short: { failing: 'Failing', passing: 'Passing', waits: 'Who waits for whom' },
  switches: (after: readonly number[]) =>
    after.length === 0
      ? ''
      : after.length > 4
        ? `switched ${formatCount(after.length)} times`
        : `switched after ${after.length === 1 ? 'step' : 'steps'} ${after.join(', ')}`,
  sameMarked: 'The marked row is the same operation in this schedule.',
  sameMissing: 'This schedule does not have that operation.',
  noPassing: 'No schedule was found that passes.',
  missingTitle: 'There is no such finding',
  missing: 'This submission has no finding with that number.',
  toSubmission: 'To the submission',
} as const;

export const OBJECTS = {
  title: (step: number) => `Shared objects after step ${formatCount(step)}`,
  none: 'No object has been used.',
  kinds: {
    lock: 'Lock',
    semaphore: 'Semaphore',
    condition: 'Condition',
    event: 'Event',
    barrier: 'Barrier',
    value: 'shared value',
    queue: 'Queue',
    pipe: 'Pipe',
    memory: 'shared memory',
    manager: 'Manager',
    managed: 'managed object',
    other: 'object',
  } satisfies Record<ObjectKind, string>,
  free: 'free',
  was: 'before',
  looks: 'What each process has seen',
  seen: (name: string, value: string) => `${name} = ${value}`,
  notRead: 'not read yet',
  readAt: (step: number) => `read at step ${formatCount(step)}`,
  stale: 'out of date',
  said: (name: string, words: string, change: string | null) =>
    `${name} ${words}${change === null ? '' : ` (${change})`}.`,
  stillHolds: (value: string, step: number) => `It still holds ${value}, read at step ${formatCount(step)}.`,
} as const;

export const FILTER = {
  label: 'Show the steps of',
  chip: (name: string, kind: string, count: number) => `${name}, ${kind}, ${plural(count, 'step')}`,
  clear: 'Show all',
} as const;

export const BAR = {
  label: 'Steps',
  step: (at: number) => `Step ${formatCount(at)}`,
  of: (count: number) => `of ${formatCount(count)}`,
  speed: 'Speed',
  speeds: { '0.5': '½×', '1': '1×', '2': '2×' } as Readonly<Record<string, string>>,
  speedWords: (speed: number) => `${speed === 0.5 ? '½×, half' : speed === 2 ? '2×, double' : '1×, normal'} speed`,
  hints: { step: 'step', play: 'play', conflict: 'next conflict' },
} as const;

export const LEGEND = {
  read: 'read',
  write: 'write',
  acquire: 'acquire',
  release: 'release',
  idle: 'not running',
  holds: 'holds a lock',
  crossing: 'where it went wrong',
  message: 'an item on its way',
} as const;

export const TAKE_AWAY = {
  open: 'Take along',
  link: 'Copy link',
  linkName: 'Address of this step',
  text: 'Copy as text',
  textName: 'Schedule as text',
  svg: 'Copy as SVG',
  svgName: 'Figure as SVG',
  download: 'Download SVG',
} as const;
