/**
 * One claimed submission: judges it and writes its events and its end through the lease. What a lost lease would write
 * is refused by the store, so that another grader's work cannot be mixed with ours.
 */
import { readOwnCall } from '@lockstep/exercise-kit';
import {
  type JudgePorts,
  type JudgingJob,
  judgeSubmission,
  ownCallExercise,
  type Progress,
  ProgressError,
  plannedPhases,
  refute,
} from '@lockstep/judge';
import { type Report, type SubmissionEvent, testView } from '@lockstep/protocol';
import { type Assignment, type Lease, LeaseLost } from '@lockstep/store';

export interface JudgingOptions {
  readonly ports: (onProgress: JudgePorts['onProgress']) => JudgePorts;
  readonly log: (line: string) => void;
}

/** Judges the leased submission to its end. Rejects when the store fails: the job then runs again. */
export async function judgeLease(lease: Lease, { ports, log }: JudgingOptions): Promise<void> {
  const { submission, attempt, purpose } = lease.assignment;
  const job = jobOf(lease.assignment);
  try {
    // Of a mutant nothing but whether it is noticed is asked.
    const whole = purpose !== 'mutant';
    const phases = whole ? plannedPhases(job.exercise, job.mode) : [];
    await lease.append([{ kind: 'started', attempt, phases }]);
    const parts = ports(async (progress) => {
      if (progress.kind === 'recording') await lease.keepRecording(progress.index, progress.recording);
      else await lease.append([eventOf(progress)]);
    });
    const report = await (whole ? judgeSubmission : refute)(job, parts, lease.signal);
    if (report.fault !== null) log(`submission ${submission}, attempt ${attempt}: ${report.fault}`);
    const again = mayEndBetter(report, purpose) && (await lease.retry()).kind === 'again';
    if (!again) await lease.finish(report, finishedEvent(report));
  } catch (error) {
    const cause = error instanceof ProgressError ? error.cause : error;
    if (cause instanceof LeaseLost || lease.signal.aborted)
      log(`submission ${submission}: it was cancelled, or another grader has it now`);
    else throw cause;
  }
}

/** A checker that failed fails once more, and its author waits to hear of it. A candidate's submission is tried again all the same. */
function mayEndBetter({ verdict, faultIn }: Report, purpose: Assignment['purpose']): boolean {
  return verdict === 'judge-error' && (faultIn !== 'checker' || purpose === 'candidate');
}

function jobOf({ exercise, source, mode, call }: Assignment): JudgingJob {
  if (call === null) return { exercise, source, mode };
  // It was read when it was submitted, for the same revision of the exercise.
  const own = readOwnCall(exercise, call);
  if (own.kind === 'refused') throw new Error(`the call ${call} cannot be read: ${own.message}`);
  return { exercise: ownCallExercise(exercise, own.value), source, mode };
}

function eventOf(progress: Exclude<Progress, { kind: 'recording' }>): SubmissionEvent {
  switch (progress.kind) {
    case 'phase':
    case 'explore':
    case 'scope':
    case 'finding':
      return progress;
    case 'test': {
      const { report, ...rest } = progress;
      return { ...rest, test: testView(report) };
    }
  }
}

function finishedEvent(report: Report): Extract<SubmissionEvent, { kind: 'finished' }> {
  const { verdict, code, claim, flags, sentence, compileError, timing } = report;
  return { kind: 'finished', verdict, code, claim, flags, sentence, compileError, timing };
}
