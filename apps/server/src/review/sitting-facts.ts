/** What is known of how a candidate's code came about, from the moments of the sitting. */
import { LIVE_CODE_LIMITS, type ReportedFacts, type SittingMoment } from '@lockstep/protocol';
import { intoMs, type Store, type StoredSitting } from '@lockstep/store';

/** `usedMs`: from the start to the end, or until now; null: not begun. */
export async function sittingFacts(
  { moments }: Pick<Store, 'moments'>,
  { id, startedAt }: Pick<StoredSitting, 'id' | 'startedAt'>,
  usedMs: number | null,
): Promise<ReportedFacts> {
  const all: SittingMoment[] = [];
  // Bounded by how many are kept.
  while (all.length < LIVE_CODE_LIMITS.moments) {
    const page = await moments.after(id, all.at(-1)?.id ?? 0);
    if (page.length === 0) break;
    all.push(...page);
  }
  return factsOf(all, startedAt, usedMs ?? 0, all.length >= LIVE_CODE_LIMITS.moments);
}

/** Pure. Moments come in the order in which they were learned of: one that came late may be of before. */
export function factsOf(
  moments: readonly SittingMoment[],
  startedAt: Date | null,
  usedMs: number,
  full: boolean,
): ReportedFacts {
  const into = ({ at }: SittingMoment): number => intoMs(new Date(at), startedAt);
  const inTime = moments
    .filter(({ kind }) => kind === 'away' || kind === 'back')
    .map((moment) => ({ kind: moment.kind, ms: into(moment) }))
    .sort((a, b) => a.ms - b.ms);
  const away: { fromMs: number; untilMs: number | null }[] = [];
  let fromMs: number | null = null;
  for (const { kind, ms } of inTime) {
    if (kind === 'away') fromMs ??= ms;
    else if (fromMs !== null) {
      away.push({ fromMs, untilMs: ms });
      fromMs = null;
    }
  }
  if (fromMs !== null) away.push({ fromMs, untilMs: null });
  const pastes = moments.flatMap((moment) => {
    if (moment.kind !== 'pasted') return [];
    const { slug, characters, lines, moved, told, delayed } = moment;
    return [{ slug, intoMs: into(moment), characters, lines, moved, told, delayed }];
  });
  const spans = away.map((span) => Math.max(0, (span.untilMs ?? usedMs) - span.fromMs));
  return { pastes, away, awayMs: spans.reduce((sum, ms) => sum + ms, 0), full };
}
