/** The part of the fake server that speaks of rejudging: one with two differences, which has ended as soon as it is begun. */
import { randomUUID } from 'node:crypto';
import {
  AccountId,
  type Rejudge,
  RejudgeApply,
  type RejudgeDifference,
  RejudgeId,
  RejudgeRequest,
  Slug,
  SubmissionId,
} from '@lockstep/protocol';
import { ago } from './fake-accounts.ts';
import { type FakeAnswer, ok, problem } from './fake-answer.ts';

const REVISION = '0b54a3a0-5a3c-4c53-9f0c-1f5d6d1a0003';

export class FakeRejudges {
  readonly #rejudges: Rejudge[] = [];
  items: RejudgeDifference[] = [];
  /** Begins without ending. */
  slow = false;

  all(): readonly Rejudge[] {
    return this.#rejudges;
  }

  begin(body: unknown): FakeAnswer {
    RejudgeRequest.parse(body);
    this.items = (['candidate', 'practice'] as const).map((who, index) => ({
      submission: SubmissionId.parse(randomUUID()),
      who,
      submittedAt: ago(3_600_000 * (index + 1)),
      revision: '0b54a3a0-5a3c-4c53-9f0c-1f5d6d1a0002',
      before: { verdict: 'accepted', code: 'AC', claim: null },
      after: { verdict: 'race', code: 'RC', claim: null },
      sentence: 'Process-2 read counter, Process-1 changed it.',
      state: 'open',
    }));
    const rejudge: Rejudge = {
      id: RejudgeId.parse(randomUUID()),
      slug: Slug.parse('locked-counter'),
      revision: REVISION,
      current: true,
      state: this.slow ? 'running' : 'finished',
      total: 3,
      ended: this.slow ? 1 : 3,
      leftOut: 0,
      differences: this.items.length,
      judgeErrors: 0,
      applied: 0,
      startedBy: { id: AccountId.parse(REVISION), name: 'Ada Lovelace' },
      createdAt: ago(1_000),
    };
    this.#rejudges.unshift(rejudge);
    return ok(rejudge, 201);
  }

  answer(method: string, id: string, part: string | undefined, body: unknown): FakeAnswer {
    const at = this.#rejudges.findIndex((one) => one.id === id);
    const rejudge = this.#rejudges[at];
    if (rejudge === undefined) return problem(404, 'There is no such rejudging.');
    if (part === 'differences') return ok({ items: this.items, next: null });
    if (part === 'cancel') return ok(this.#put(at, { ...rejudge, state: 'cancelled' }));
    if (part !== 'apply' || method !== 'POST') return ok(rejudge);
    const { submissions } = RejudgeApply.parse(body);
    const meant = this.items.filter(({ submission }) => submissions === 'all' || submissions.includes(submission));
    this.items = this.items.map((item) => (meant.includes(item) ? { ...item, state: 'applied' } : item));
    const applied = submissions === 'all' ? rejudge.ended : meant.length;
    const now = this.#put(at, { ...rejudge, applied });
    return ok({ applied, skipped: [], left: 0, rejudge: now });
  }

  #put(at: number, rejudge: Rejudge): Rejudge {
    this.#rejudges[at] = rejudge;
    return rejudge;
  }
}
