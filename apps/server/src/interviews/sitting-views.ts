/** Sittings as candidates and interviewers see them. */
import type { InterviewSettings, ItemStanding, SittingId, SittingRow, SittingView } from '@lockstep/protocol';
import { Verdict } from '@lockstep/protocol';
import type { Standing, StoredSitting } from '@lockstep/store';

export type Faces = ReadonlyMap<string, { readonly title: string; readonly minutes: number }>;

/** For the candidate. `standings` are of this sitting. */
export function sittingView(
  sitting: StoredSitting,
  standings: readonly Standing[],
  faces: Faces,
  now: Date,
): SittingView {
  const { settings, state } = sitting;
  const { title, instructions, minutes, opensAt, closesAt, submissions, feedback, writeAlong, items } = settings;
  const told = itemsOf(settings, sitting, standings, faces).map((item) =>
    // Whether an answer is right is a finding: its verdict would be the solution.
    feedback === 'verdicts' && item.kind === 'question' ? { ...item, right: null } : item,
  );
  return {
    ...faceOf(sitting),
    ...{ title, instructions, minutes, opensAt, closesAt, submissions, feedback, writeAlong },
    count: items.length,
    items: state === 'running' || state === 'over' ? told : [],
    now: now.toISOString(),
  };
}

/** For interviewers. `standings` and `connected` may be of other sittings, too. */
export function sittingRow(
  sitting: StoredSitting,
  standings: readonly Standing[],
  faces: Faces,
  connected: ReadonlySet<SittingId>,
): SittingRow {
  return {
    ...faceOf(sitting),
    connected: sitting.state === 'running' && connected.has(sitting.id),
    createdAt: sitting.createdAt.toISOString(),
    items: itemsOf(sitting.settings, sitting, standings, faces),
    late: sitting.late.map(({ slug, receivedAt }) => ({ slug, receivedAt: receivedAt.toISOString() })),
  };
}

function faceOf({ id, candidate, state, startedAt, endsAt, finishedAt }: StoredSitting) {
  const moment = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    ...{ id, candidate, state },
    ...{ startedAt: moment(startedAt), endsAt: moment(endsAt), finishedAt: moment(finishedAt) },
  };
}

function itemsOf(
  { items }: InterviewSettings,
  { visitorId }: StoredSitting,
  standings: readonly Standing[],
  faces: Faces,
): ItemStanding[] {
  return items.map(({ kind, slug }) => {
    const face = faces.get(`${kind} ${slug}`);
    const own = standings.find((one) => one.visitorId === visitorId && one.kind === kind && one.slug === slug);
    return {
      ...{ kind, slug, title: face?.title ?? slug, minutes: face?.minutes ?? 0, tries: own?.tries ?? 0 },
      verdict: Verdict.safeParse(own?.verdict).data ?? null,
      right: own?.right ?? null,
    };
  });
}
