/** A sitting in the middle of which somebody looks on: half an hour of typing with all that can happen in it. */
import { AccountId, type SittingMoment, Slug } from '@lockstep/protocol';
import { RACY, STARTER } from './exercises.ts';
import type { FakeLive } from './fake-live.ts';
import type { FakeServer } from './fake-server.ts';

const LOCKED = RACY.replace('        counter.value = seen', '            counter.value = seen');

const MINUTE_MS = 60_000;
const SLUG = Slug.parse('locked-counter');
/** The interviewer of the scene. */
export const GRACE = AccountId.parse('00000000-0000-4000-8000-00000000000a');

type Part = SittingMoment extends infer One
  ? One extends unknown
    ? Omit<One, 'id' | 'at' | 'delayed'>
    : never
  : never;

/** `agoMs`: since when the clock goes. Returns the sitting. */
export async function liveScene(
  server: FakeServer,
  { agoMs = 31.7 * MINUTE_MS, over = false, writeAlong = false } = {},
) {
  const { interviews } = server;
  interviews.role = 'interviewer';
  const id = interviews.add({ writeAlong });
  const sitting = interviews.begin(interviews.invite(id, 'Ada Lovelace'), agoMs);
  if (over) sitting.finishedAt = interviews.now() - agoMs + 40 * MINUTE_MS;
  const live = interviews.live(sitting);
  const begun = interviews.now() - agoMs;
  live.names.set('candidate', 'Ada Lovelace').set(GRACE, 'Grace Hopper');
  const minute = (at: number): number => begun + at * MINUTE_MS;
  writeOut(live, minute);
  tellAll(live, minute);
  const attempts = [
    await server.past(SLUG, STARTER, 'wrong', interviews.now() - minute(9.7)),
    await server.past(SLUG, RACY, 'race', interviews.now() - minute(16.1)),
    await server.past(SLUG, LOCKED, 'accepted', interviews.now() - minute(27.3)),
  ];
  const runs = [5.2, 8.1, 13.6, 21, 26.4].map((at) =>
    server.create({ slug: SLUG, source: RACY, mode: 'samples' }, interviews.now() - minute(at)),
  );
  for (const run of runs) await server.play(run, 'samples');
  sitting.standings = { 'exercise locked-counter': { tries: 3, verdict: 'accepted', right: null } };
  sitting.work = {
    ...{ drafts: [], late: [] },
    submissions: [...attempts, ...runs]
      .flatMap((one) => server.submissions.get(one)?.summary ?? [])
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
  };
  // Whoever sits it is there, and looks at the first exercise.
  const look = { kind: 'look', item: { kind: 'exercise', slug: SLUG }, agoMs: 0 };
  if (!over)
    live.connect({ you: 'candidate', name: 'Ada Lovelace', send: () => undefined }).receive(JSON.stringify(look));
  const watch = () => live.connect({ you: GRACE, name: 'Grace Hopper', send: () => undefined });
  return { id, sitting, live, watch, address: `/interviews/${id}/candidates/${sitting.id}/live` };
}

/** The right solution key by key, with pauses in which one reads. */
function writeOut(live: FakeLive, minute: (at: number) => number): void {
  const { now } = live;
  // When it was opened first.
  live.now = () => minute(0.2);
  live.write(SLUG, 'candidate', (text) => text.delete(0, text.length), minute(3.4));
  live.now = now;
  let at = 3.5;
  for (const [index, letter] of [...LOCKED].entries()) {
    if (index === 120) at = 11;
    if (index === 320) at = 18;
    live.write(SLUG, 'candidate', (text) => text.insert(text.length, letter), minute(at));
    at += index % 9 === 0 ? 0.06 : 0.015;
  }
  live.write(SLUG, 'candidate', (text) => text.insert(0, '# pasted from my notes\n'), minute(29), true);
  live.write(SLUG, GRACE, (text) => text.insert(0, '# what if two of them run here?\n'), minute(30));
}

function tellAll(live: FakeLive, minute: (at: number) => number): void {
  const item = (kind: 'exercise' | 'question', slug: string) => ({ kind, slug: Slug.parse(slug) });
  const told: readonly (readonly [number, Part])[] = [
    [0, { kind: 'connected' }],
    [0.2, { kind: 'opened', item: item('exercise', 'locked-counter') }],
    [10, { kind: 'opened', item: item('question', 'queue-or-pipe') }],
    [11, { kind: 'opened', item: item('exercise', 'locked-counter') }],
    [16.5, { kind: 'away' }],
    [17.8, { kind: 'back' }],
    [23, { kind: 'disconnected' }],
    [24, { kind: 'connected' }],
    [29, { kind: 'pasted', slug: SLUG, seq: 3, characters: 214, lines: 9, told: 'browser', moved: true }],
    [30, { kind: 'wrote-along', slug: SLUG, by: GRACE }],
    [30.2, { kind: 'pointed', slug: SLUG, by: GRACE, line: 7 }],
  ];
  for (const [index, [at, part]] of told.entries()) {
    live.moments.push({ ...part, id: index + 1, at: new Date(minute(at)).toISOString(), delayed: at === 23 });
  }
}
