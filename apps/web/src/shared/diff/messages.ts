/** Words of a diff. */
import { formatCount, plural } from '../format.ts';

export const DIFF = {
  layout: 'Layout',
  unified: 'Unified',
  beside: 'Side by side',
  unchanged: (lines: number) => `Show ${plural(lines, 'unchanged line')}`,
  moreRows: (lines: number) => `Show the next ${plural(lines, 'line')}`,
  figures: (added: number, removed: number) => ({
    added: `+${formatCount(added)}`,
    removed: `−${formatCount(removed)}`,
  }),
  oldLine: 'Line before',
  newLine: 'Line now',
  sign: 'Change',
  code: 'Code',
  added: 'added',
  removed: 'removed',
} as const;
