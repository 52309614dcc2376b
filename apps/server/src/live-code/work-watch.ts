/** Tells interviewers of the runs and submissions of the sitting that they watch: made, begun, ended. */
import type { SubmissionId, VisitorId } from '@lockstep/protocol';
import type { Submissions } from '@lockstep/store';
import type { LiveSitting } from './live-sitting.ts';

interface Watched {
  /** null: not known yet. */
  visitorId: VisitorId | null;
  /** What interviewers know of it. */
  told: string;
  reading: boolean;
  again: boolean;
}

/** Submissions that are remembered; of one that was forgotten the same may be told twice. */
const REMEMBERED = 1_000;

export class WorkWatch {
  readonly #submissions: Pick<Submissions, 'get'>;
  readonly #sittingOf: (visitor: VisitorId) => LiveSitting | null;
  readonly #watched = new Map<SubmissionId, Watched>();

  /** `sittingOf`: the sitting of a visitor while interviewers watch it on this server. */
  constructor(submissions: Pick<Submissions, 'get'>, sittingOf: (visitor: VisitorId) => LiveSitting | null) {
    this.#submissions = submissions;
    this.#sittingOf = sittingOf;
  }

  /** A submission has another event. Rejects when it cannot be read. */
  async notice(id: SubmissionId): Promise<void> {
    const watched = this.#watched.get(id) ?? this.#remember(id);
    if (watched.visitorId !== null && this.#sittingOf(watched.visitorId) === null) return;
    watched.again = true;
    if (watched.reading) return;
    watched.reading = true;
    try {
      while (watched.again) {
        watched.again = false;
        await this.#tell(id, watched);
      }
    } finally {
      watched.reading = false;
    }
  }

  async #tell(id: SubmissionId, watched: Watched): Promise<void> {
    const submission = await this.#submissions.get(id);
    if (submission === null) return;
    const { visitorId, summary } = submission;
    watched.visitorId = visitorId;
    const sitting = this.#sittingOf(visitorId);
    const now = `${summary.state} ${summary.verdict}`;
    if (sitting === null || now === watched.told) return;
    watched.told = now;
    sitting.told(summary);
  }

  #remember(id: SubmissionId): Watched {
    const watched: Watched = { visitorId: null, told: '', reading: false, again: false };
    this.#watched.set(id, watched);
    for (const oldest of this.#watched.keys()) {
      if (this.#watched.size <= REMEMBERED) break;
      this.#watched.delete(oldest);
    }
    return watched;
  }
}
