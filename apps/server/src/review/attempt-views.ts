/** What a candidate tried, as reviewers see it. Tests come through `testView`, as everywhere: hidden ones stay hidden. */
import { type Attempt, type Finding, type FindingSummary, type Report, testView } from '@lockstep/protocol';
import { intoMs, type StoredAttempt, type StoredSitting } from '@lockstep/store';

/** `source` null: it is left out. `report` null: it is not judged. Pure. */
export function attemptView(
  { submission, flags, interleavings, createdAt }: StoredAttempt,
  { startedAt }: Pick<StoredSitting, 'startedAt'>,
  source: string | null,
  report: Report | null,
): Attempt {
  return {
    submission,
    intoMs: intoMs(createdAt, startedAt),
    flags: [...flags],
    interleavings,
    source,
    tests: report?.tests.map(testView) ?? [],
    scopes: report?.scopes ?? [],
    findings: report?.findings.map(findingSummary) ?? [],
  };
}

/** A finding without its steps. Pure. */
export function findingSummary({ failing, ...finding }: Finding): FindingSummary {
  const { verdict, call, pattern, sentence, expected, got } = finding;
  const names = new Map(failing.processes.map(({ path, name }) => [path, name]));
  return {
    ...{ verdict, call, pattern, sentence, expected, got },
    steps: failing.steps.length,
    processes: Math.max(1, failing.processes.length),
    preemptions: failing.preemptions,
    outcome: failing.outcome,
    waiting: failing.waiting.map(({ process, text }) => `${names.get(process) ?? process} ${text}`),
    schedule: failing.schedule,
  };
}
