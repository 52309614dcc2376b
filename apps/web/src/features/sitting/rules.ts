/** The rules of a sitting in plain words, as its candidate reads them before the start. Pure. */
import type { SittingView } from '@lockstep/protocol';
import { formatMoment } from '../../shared/format.ts';
import type { IconName } from '../../shared/ui/icon.tsx';
import { RULES } from './messages.ts';

export interface Rule {
  readonly icon: IconName;
  readonly text: string;
}

export function rulesOf(
  view: Pick<SittingView, 'minutes' | 'opensAt' | 'closesAt' | 'count' | 'submissions' | 'feedback' | 'writeAlong'>,
): readonly Rule[] {
  const { minutes, count, submissions, feedback, writeAlong } = view;
  return [
    { icon: 'clock', text: RULES.time(minutes) },
    { icon: 'play', text: windowRule(view) },
    { icon: 'path', text: RULES.parts(count) },
    { icon: 'check', text: submissions === null ? RULES.anyNumber : RULES.submissions(submissions) },
    { icon: 'race', text: RULES[feedback] },
    { icon: 'eye', text: writeAlong ? RULES.watchedAndWritten : RULES.watched },
    { icon: 'copy', text: RULES.recorded },
    { icon: 'file', text: RULES.kept },
    { icon: 'compare', text: RULES.elsewhere },
  ];
}

function windowRule({ opensAt, closesAt }: Pick<SittingView, 'opensAt' | 'closesAt'>): string {
  if (opensAt !== null && closesAt !== null) return RULES.between(formatMoment(opensAt), formatMoment(closesAt));
  if (opensAt !== null) return RULES.from(formatMoment(opensAt));
  return closesAt === null ? RULES.anyTime : RULES.until(formatMoment(closesAt));
}
