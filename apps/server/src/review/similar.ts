/** Submissions of other candidates that are most like one. A hint: short programs are alike. */
import type { SimilarSubmissions, SubmissionId } from '@lockstep/protocol';
import { compare, FEWEST_FINGERPRINTS, fingerprintsOf, ownFingerprints, programOf } from '@lockstep/similarity';
import type { Store } from '@lockstep/store';

/**
 * The lowest share that is shown. Of accepted reference submissions that were written apart, one pair in twenty shares as much
 * (packages/similarity).
 */
export const SIMILARITY_FLOOR = 0.5;

const MOST_SHOWN = 10;

/** Submissions made before there were fingerprints get theirs when somebody asks: so many at a time, newest first, in some hundred milliseconds. */
const MADE_UP_AT_ONCE = 200;

/** null: it is no full submission of a sitting. */
export async function similarTo(
  { submissions, sittings, exercises, similarSubmissions }: Store,
  id: SubmissionId,
): Promise<SimilarSubmissions | null> {
  const stored = await submissions.get(id);
  if (stored === null || stored.summary.mode !== 'full') return null;
  const sitting = await sittings.ofVisitor(stored.visitorId);
  if (sitting === null) return null;
  const { slug } = stored.summary;
  for (const { id: bare, source } of await similarSubmissions.withoutFingerprints(slug, MADE_UP_AT_ONCE)) {
    await similarSubmissions.keepFingerprints(bare, fingerprintsOf(programOf(source)));
  }
  const own = programOf(stored.source);
  const starter = programOf((await exercises.revision(stored.revisionId))?.exercise.starter ?? '');
  const fingerprints = ownFingerprints(own, starter);
  const floor = SIMILARITY_FLOOR;
  if (fingerprints.length < FEWEST_FINGERPRINTS) return { items: [], floor, comparable: false };
  const found = await similarSubmissions.find({
    ...{ slug, sitting, fingerprints, limit: MOST_SHOWN },
    least: Math.ceil(floor * fingerprints.length),
  });
  const items = found.map(({ source, shared: _, createdAt, ...face }) => {
    const { share, shareBack, ranges } = compare(own, programOf(source), starter);
    return { ...face, createdAt: createdAt.toISOString(), share, shareBack, ranges: [...ranges] };
  });
  return { items, floor, comparable: true };
}
