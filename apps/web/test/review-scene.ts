/** Interviews with candidates who submitted, and reviewers who wrote: what pages of review are looked at with. */
import {
  DEFAULT_RUBRIC,
  type SimilarSubmission,
  type SubmissionEvent,
  type SubmissionId,
  verdictCode,
} from '@lockstep/protocol';
import { RACY } from './exercises.ts';
import type { Sitting } from './fake-interviews.ts';
import type { FakeServer } from './fake-server.ts';
import { STREAMS, type StreamName } from './streams.ts';

const MINUTE_MS = 60_000;

export const FIXED = RACY.replace('        counter.value = seen + 1', '            counter.value = seen + 1');
const UNLOCKED = RACY.replace('        with lock:\n            seen', '        seen');
const ALONE = `from multiprocessing import Lock, Process, Value


def count(n_procs: int, n: int) -> int:
    return n_procs * n
`;

/** All small calls pass, and all of their interleavings were counted. */
const PASSES: readonly SubmissionEvent[] = [
  ...STREAMS.accepted.slice(0, -1),
  {
    kind: 'scope',
    index: 0,
    total: 1,
    scope: {
      name: 'two-by-two',
      call: 'count(2, 2)',
      verdict: 'accepted',
      code: 'AC',
      flags: [],
      message: 'As expected in every interleaving.',
      coverage: { kind: 'exhaustive', interleavings: '684', states: 158, merged: false, loops: false, reduced: false },
      states: 158,
      histories: 40,
      outcomes: [{ text: '4', right: true, interleavings: '684' }],
      wallMs: 41,
    },
  },
  {
    kind: 'finished',
    verdict: 'accepted',
    code: verdictCode('accepted'),
    claim: { kind: 'exhaustive', interleavings: '684', states: 158, merged: false, loops: false, reduced: false },
    flags: [],
    sentence: 'All 6 tests passed, and every interleaving of the small calls.',
    compileError: null,
    timing: { totalMs: 1_611, compileMs: 61, samplesMs: 203, fullScaleMs: 1_200, exploreMs: 147 },
  },
];

/** Submits in a sitting, so long after its start. */
export function submitIn(
  server: FakeServer,
  sitting: Sitting,
  source: string,
  stream: StreamName | 'passes',
  intoMs: number,
  slug = 'locked-counter',
): SubmissionId {
  const startedAt = sitting.startedAt ?? server.interviews.now();
  const earlier = server.review.made.filter((one) => one.sitting === sitting && one.slug === slug).length;
  const id = server.create({ slug, source, mode: 'full' }, Date.now() - startedAt - intoMs, earlier + 1);
  for (const event of stream === 'passes' ? PASSES : STREAMS[stream]) server.emit(id, event);
  server.review.madeIn(sitting, id, Math.round(intoMs), slug);
  return id;
}

export interface Scene {
  readonly interview: string;
  /** Four attempts at the locked counter; it is over. */
  readonly ada: Sitting;
  readonly barbara: Sitting;
  readonly attempts: readonly SubmissionId[];
}

/** An interviewer who is signed in, and three candidates. */
export function reviewScene(server: FakeServer): Scene {
  const { interviews, review, accounts } = server;
  accounts.enter('interviewer');
  interviews.role = 'interviewer';
  const interview = interviews.add({ rubric: DEFAULT_RUBRIC });
  const sat = (name: string, agoMs: number): Sitting => interviews.begin(interviews.invite(interview, name), agoMs);
  const frances = sat('Frances Allen', 3 * 24 * 60 * MINUTE_MS);
  submitIn(server, frances, UNLOCKED, 'deadlock', 14 * MINUTE_MS, 'bank-transfer');
  submitIn(server, frances, FIXED, 'passes', 22 * MINUTE_MS);
  const barbara = sat('Barbara Liskov', 26 * 60 * MINUTE_MS);
  submitIn(server, barbara, RACY, 'race', 18 * MINUTE_MS);
  const copied = submitIn(server, barbara, FIXED.replaceAll('seen', 'value'), 'passes', 25 * MINUTE_MS);
  submitIn(server, barbara, UNLOCKED, 'deadlock', 51 * MINUTE_MS, 'bank-transfer');
  const ada = sat('Ada Lovelace', 62 * MINUTE_MS);
  const attempts = [
    submitIn(server, ada, ALONE, 'rule', 9.67 * MINUTE_MS),
    submitIn(server, ada, UNLOCKED, 'wrong', 16.08 * MINUTE_MS),
    submitIn(server, ada, RACY, 'race', 27.3 * MINUTE_MS),
    submitIn(server, ada, FIXED, 'passes', 31.73 * MINUTE_MS),
  ];
  ada.standings = {
    'exercise locked-counter': { tries: 4, verdict: 'accepted', right: null },
    'question queue-or-pipe': { tries: 1, verdict: null, right: true },
  };
  const [, , raced, fixed] = attempts;
  if (raced === undefined || fixed === undefined) throw new Error('four were submitted');
  const alike: SimilarSubmission = {
    submission: copied,
    interview: { id: interview, title: 'Backend, first round' },
    sitting: barbara.id,
    candidate: barbara.candidate,
    createdAt: new Date(interviews.now() - 25 * 60 * MINUTE_MS).toISOString(),
    number: 2,
    verdict: 'accepted',
    code: 'AC',
    share: 0.86,
    shareBack: 0.91,
    ranges: [
      { own: { from: 4, to: 8 }, other: { from: 4, to: 8 } },
      { own: { from: 13, to: 22 }, other: { from: 13, to: 22 } },
    ],
  };
  review.similar.set(fixed, [alike]);
  review.similar.set(raced, []);
  const { assessments } = review;
  assessments.note(ada, 'Asks whether the processes share the global. Good question, before any code.', {
    atMs: 372_000,
  });
  assessments.note(ada, 'Predicted the lost update before opening the finding.', { atMs: 990_000 });
  assessments.note(ada, 'The write belongs inside; saw it in the schedule.', {
    submission: raced,
    line: 8,
    slug: server.submissions.get(raced)?.summary.slug ?? null,
  });
  assessments.note(ada, 'Calm, explains every step.', {});
  return { interview, ada, barbara, attempts };
}
