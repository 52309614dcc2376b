/** What judging keeps of real programs can be played without them: the schedules that it found, and all of their outcomes. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type LoadedExercise, loadExercise } from '@lockstep/exercise-kit';
import { Player } from '@lockstep/explorer';
import { judgeSubmission } from '@lockstep/judge';
import { Recording } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JudgingParts, openJudgingParts } from '../src/index.ts';

const EXERCISES = path.resolve(import.meta.dirname, '../../../exercises');
const budget = { maxStates: 200_000, maxMs: 60_000 };
const monotonicMs = () => performance.now();

let parts: JudgingParts;
beforeAll(async () => {
  parts = await openJudgingParts({ ready: 2 });
});
afterAll(() => parts.close());

async function judged(slug: string, file: string) {
  const loaded = await loadExercise(path.join(EXERCISES, slug));
  if (loaded.kind === 'broken') throw new Error(slug);
  // The explored calls alone: a deadlock would take all of its time at full size.
  const exercise: LoadedExercise['exercise'] = { ...loaded.exercise, samples: [], fullScale: [] };
  const source = await readFile(path.join(EXERCISES, slug, 'submissions', file), 'utf8');
  const recordings: Recording[] = [];
  const ports = parts.ports(async (progress) => {
    if (progress.kind === 'recording')
      recordings[progress.index] = Recording.parse(JSON.parse(JSON.stringify(progress.recording)));
  });
  const report = await judgeSubmission({ exercise, source, mode: 'full' }, ports, new AbortController().signal);
  return { report, recordings };
}

/** `0*2,0.1` as single choices. */
function choicesOf(schedule: string): string[] {
  const runs = schedule.split(';')[1] ?? '';
  return runs.split(',').flatMap((run) => {
    const [actor = '', times = '1'] = run.split('*');
    return Array.from({ length: Number(times) }, () => actor);
  });
}

describe.each([
  ['locked-counter', 'race/no_lock.py'],
  ['locked-counter', 'accepted/with_lock.py'],
  ['bank-transfer', 'deadlock/source_then_target.py'],
  ['collect-results', 'race/empty_after_start.py'],
  ['namespace-counter', 'race/no_lock.py'],
  ['pool-squares', 'race/imap_unordered.py'],
  ['shared-memory-double', 'accepted/struct_pack.py'],
  ['sentinel-pipeline', 'accepted/producer_process.py'],
])('%s %s', (slug, file) => {
  it('is played to the outcomes that were judged, along the schedules that were found', async () => {
    const { report, recordings } = await judged(slug, file);
    expect(recordings).toHaveLength(report.scopes.length);
    for (const [index, { call, histories, outcomes }] of recordings.entries()) {
      const scope = report.scopes[index];
      expect(call).toBe(scope?.call);
      expect(outcomes.map(({ text, right }) => [text, right])).toEqual(
        scope?.outcomes.map(({ text, right }) => [text, right]),
      );
      const player = new Player({ histories, monotonicMs, budget });
      const first = await player.at([]);
      const reduced = scope?.coverage?.kind === 'exhaustive' && scope.coverage.reduced;
      if (!reduced) expect(first.outcomes).toEqual(outcomes.map(({ key }) => key).sort());
      for (const finding of report.findings.filter((one) => one.call === call)) {
        for (const trace of [finding.failing, finding.passing]) {
          if (trace === null) continue;
          const end = await player.at(choicesOf(trace.schedule));
          const { steps, waiting } = end.trace;
          expect(steps).toEqual(trace.steps);
          expect(waiting).toEqual(trace.waiting);
          expect(outcomes.find(({ key }) => key === end.outcome)?.text).toBe(trace.outcome);
        }
      }
    }
  });
});
