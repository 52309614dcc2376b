/** Interviews and what is done in them, for tests. */
import {
  type AccountId,
  InterviewSettings,
  type SittingId,
  type SubmissionId,
  type VisitorId,
} from '@lockstep/protocol';
import type { Store } from '../src/index.ts';
import { accepted, exercise, SLUG, sql } from './support.ts';

const HASH = '$argon2id$v=19$m=19456,p=1,t=2$aaaa$bbbb';
export const MINUTES = 60;

/** Uses a link that makes an account. */
export async function used(store: Store, token: string, email: string): Promise<AccountId> {
  const made = await store.accountLinks.use(token, { email, name: `Name of ${email}`, passwordHash: HASH });
  if (made.kind !== 'used') throw new Error(made.kind);
  return made.account.id;
}

export async function firstAdmin(store: Store): Promise<AccountId> {
  const link = await store.accountLinks.firstAdmin();
  return used(store, link?.token ?? '', 'root@example.org');
}

export interface Seat {
  readonly id: SittingId;
  readonly token: string;
  readonly visitorId: VisitorId;
}

/** A candidate in an interview of their own, which asks one exercise; the clock goes with `started`. */
export async function seat(
  store: Store,
  actor: AccountId,
  {
    candidate = 'Ada',
    started = true,
    ...changes
  }: Record<string, unknown> & { candidate?: string; started?: boolean } = {},
): Promise<Seat> {
  await store.exercises.publish([exercise()]);
  const settings = InterviewSettings.parse({
    title: 'Backend',
    items: [{ kind: 'exercise', slug: SLUG }],
    minutes: MINUTES,
    opensAt: null,
    closesAt: null,
    submissions: null,
    feedback: 'findings',
    instructions: '',
    ...changes,
  });
  const made = await store.sittings.create(await store.interviews.create(settings, actor), candidate, actor);
  if (typeof made === 'string') throw new Error(made);
  if (started) await store.sittings.start(made.id);
  const { visitorId } = (await store.sittings.get(made.id)) ?? {};
  if (visitorId === undefined) throw new Error('the sitting is not there');
  return { ...made, visitorId };
}

/** Judges a submission as a grader would: it is accepted. With `tries` 0 it is given up. */
export async function judge(store: Store, url: string, submission: SubmissionId, tries = 3): Promise<void> {
  const [job] = await sql(
    url,
    "UPDATE pgboss.job SET state = 'active', started_on = now() WHERE singleton_key = $1 RETURNING id, retry_count",
    [submission],
  );
  const claim = { submission, jobId: String(job?.id), retryCount: Number(job?.retry_count), grader: null };
  const begun = await store.attempts.begin(claim, tries);
  if (begun.kind !== 'begun') return;
  const { attempt, lastSeq } = begun.assignment;
  const { report, finished } = accepted();
  await store.attempts.finish({ submission, attempt, lastSeq }, report, finished);
}
