/** Words of the page on which interviewers watch a candidate, and play back what was typed. */
import type { Phase } from '@lockstep/protocol';
import { formatSpan } from '../../shared/clock/countdown.ts';
import { formatInto } from '../../shared/clock/into.ts';
import { formatCount, ordinal, plural } from '../../shared/format.ts';
import { together } from '../../shared/live-code/messages.ts';
import type { Fact } from './facts/facts.ts';

export const LIVE = {
  liveTitle: (name: string) => `${name}, live`,
  playbackTitle: (name: string) => `${name}, playback`,
  interviews: 'Interviews',
  crumbs: 'You are here',
  live: 'Live',
  playback: 'Playback',
  left: 'Time left',
  of: (minutes: number) => `of ${minutes} min left`,
  timeUp: 'Time is up',
  here: (name: string) => `${name} is here`,
  away: (name: string) => `${name} is away from the page`,
  notHere: (name: string) => `${name} is not connected`,
  watching: (names: readonly string[]) => `Watching: ${together(names)}`,
  acts: 'This interview',
  more: 'More time',
  end: 'End',
  panes: 'Panes',
  code: 'Code',
  attempts: 'Attempts',
  facts: 'Facts',
  timeline: 'Timeline',
  assessment: 'Assessment',
  goneTitle: 'There is no such candidate',
  goneText: 'The address may be mistyped.',
  notBegunTitle: (name: string) => `${name} has not begun`,
  notBegunText: 'This page shows the code as it is typed once the clock goes. It begins by itself.',
  nothingTitle: 'There is nothing to play back',
  nothingText: 'This interview was ended before it began.',
  toInterview: 'To the interview',
  work: 'Work',
  reconnecting: 'Reconnecting. What is typed meanwhile shows as soon as the connection is back.',
  ended: {
    'signed-out': 'You were signed out: nothing more comes. Sign in again and reload the page.',
    'not-allowed': 'You may not watch this candidate any more.',
    unknown: 'This candidate’s interview is not there any more.',
  },
} as const;

export const CODE = {
  exercises: 'Exercises',
  isHere: (name: string) => `${name} is at this exercise`,
  file: 'solution.py',
  label: (title: string) => `Code of ${title}, Python`,
  readOnly: 'read only for you',
  writing: 'you write along',
  at: (ms: number) => `as it was at ${formatInto(ms)}`,
  follow: (name: string) => `Follow ${name}`,
  look: 'Look around',
  following: 'What is shown',
  elsewhere: (name: string, place: number, title: string) => `${name} is at part ${place}, ${title}.`,
  nowhere: (name: string) => `${name} has no exercise and no question open.`,
  write: 'Write along',
  writeTitle: 'What you type appears in the candidate’s editor',
  notNow: 'Only while the interview goes on, and where it stands now',
  point: (line: number) => `Point at line ${line}`,
  stopPointing: 'Stop pointing',
  pointHint: 'A click on a line number points at it',
  leave: 'Esc, then Tab leaves the code',
  place: (line: number) => `Line ${line}`,
  nothing: 'Nothing was opened here yet.',
  loading: 'The code is on its way',
  tooLong: 'That was not put in: a solution may have at most 64 KiB.',
  noExercise: 'This interview has no exercise.',
} as const;

export const RECORDING = {
  unreadable: 'This recording holds something that cannot be read.',
  loading: (loaded: number, last: number) =>
    last === 0
      ? 'Loading the recording'
      : `Loading the recording: ${formatCount(loaded)} of ${formatCount(last)} changes`,
  failedTitle: 'The recording could not be loaded',
} as const;

const PHASES: Readonly<Record<Phase, string>> = {
  compile: 'compiling',
  samples: 'running the samples',
  own: 'running the call',
  'full-scale': 'running at full size',
  explore: 'exploring interleavings',
};

export const ATTEMPTS = {
  none: 'No submission or run yet.',
  number: (number: number) => `Attempt ${number}`,
  samples: 'Samples',
  own: (call: string) => `Own call ${call}`,
  inLine: (place: number | null) => (place === null ? 'in line' : `${ordinal(place)} in line`),
  judging: 'judging begins',
  phase: (phase: Phase) => PHASES[phase],
  exploring: (interleavings: string, states: number) =>
    interleavings === '0'
      ? `exploring, ${formatCount(states)} states so far`
      : `exploring, ${formatCount(interleavings)} interleavings so far`,
  cancelled: 'Cancelled',
  judged: 'Judged',
  finding: 'How it comes about',
  jump: (time: string) => `Show the code at ${time}`,
  told: {
    findings: (name: string) => `${name} sees the verdict and the finding. Hidden tests stay hidden.`,
    verdicts: (name: string) => `${name} sees the verdict, not how it comes about. Hidden tests stay hidden.`,
  },
} as const;

export const FACTS = {
  intro: 'What the page told, with times. A fact says what happened, not why.',
  none: 'Nothing was pasted, and the page was not left.',
  full: 'So much was recorded that later facts are missing.',
  jump: (time: string) => `Show the code at ${time}`,
  late: 'told later by the browser',
} as const;

/** A fact as a sentence. `nameOf`: of whoever did it. */
export function factWords(fact: Fact, titleOf: (slug: string) => string, nameOf: (key: string) => string): string {
  switch (fact.kind) {
    case 'pasted': {
      const size = `${plural(fact.characters, 'character')}, ${plural(fact.lines, 'line')}`;
      const what =
        fact.told === 'browser' ? `${size} pasted` : `${size} came at once, without a paste that the browser told`;
      const from = fact.moved ? '; the same text stood in the editor before' : '';
      return `${titleOf(fact.slug)}: ${what}${from}`;
    }
    case 'away':
      return fact.untilMs === null
        ? 'Away from the page since then'
        : `Away from the page for ${formatSpan(fact.untilMs - fact.atMs)}`;
    case 'cut-off':
      return fact.untilMs === null
        ? 'Not connected since then'
        : `Not connected for ${formatSpan(fact.untilMs - fact.atMs)}; what was typed came later`;
    case 'pointed':
      return `${titleOf(fact.slug)}: ${nameOf(fact.by)} pointed at line ${fact.line}`;
    case 'wrote-along':
      return `${titleOf(fact.slug)}: ${nameOf(fact.by)} wrote along`;
    default:
      return fact satisfies never;
  }
}

export const TIMELINE = {
  hint: 'drag to look back, the interview goes on',
  rows: { typing: 'Typing', runs: 'Runs', submissions: 'Submissions', looks: 'Looks at', gaps: 'Away' },
  slider: 'Time since the interview began',
  value: (at: number, length: number, text: string) => `${formatInto(at)} of ${formatInto(length)}${text}`,
  isLive: ', live',
  tick: (minutes: number) => `${minutes} min`,
  backToLive: 'Back to live',
  play: 'Play',
  pause: 'Pause',
  previous: 'Previous mark',
  next: 'Next mark',
  speed: 'Speed',
  times: (speed: number) => `${speed}×`,
  skip: 'Skip pauses',
  submission: (number: number, verdict: string, time: string) => `Attempt ${number}, ${verdict}, at ${time}`,
  run: (what: string, time: string) => `${what}, at ${time}`,
  paste: (characters: number, time: string) => `${plural(characters, 'character')} pasted, at ${time}`,
  pending: 'Judging',
  awayFor: (ms: number) => `away ${formatInto(ms)}`,
  cutOffFor: (ms: number) => `not connected ${formatInto(ms)}`,
  part: (place: number) => `part ${place}`,
  keys: { mark: 'mark', play: 'Space' },
} as const;
