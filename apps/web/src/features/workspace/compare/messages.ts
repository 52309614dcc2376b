/** Words of comparing versions. */
import { formatCount, plural } from '../../../shared/format.ts';

export const COMPARE = {
  title: 'Compare with an earlier version',
  close: 'Close the comparison',
  version: 'Earlier version',
  starter: 'The starter',
  submissions: 'Your submissions',
  submission: (number: number) => `Submission ${number}`,
  submissionIs: (number: number, what: string, when: string) => `Submission ${number} · ${what} · ${when}`,
  inLine: 'in line',
  judging: 'being judged',
  cancelled: 'cancelled',
  listFailed: 'Your submissions could not be loaded.',
  more: 'Older submissions',
  loading: 'Loading…',
  yours: 'In the editor',
  table: (version: string) => `${version}, compared with the code in the editor`,
  summary: (changes: number, added: number, removed: number) =>
    `${plural(changes, 'change')}: ${plural(added, 'line')} added, ${formatCount(removed)} removed since then`,
  same: 'No difference',
  sameText: (version: string) => `${version} and the code in the editor are the same.`,
  previous: 'Previous change',
  next: 'Next change',
  change: 'Change',
  place: (at: number, count: number) => `${at} of ${count}`,
  take: 'Take this version',
  takeTitle: 'Put this version into the editor; Undo brings yours back',
  isSame: 'The editor holds this code already',
} as const;
