/**
 * What the programs of questions can do: computed twice, the same as is stored; and what they do when they are run for
 * real is among it.
 */
import path from 'node:path';
import { type LoadedQuestion, loadExercises } from '@lockstep/exercise-kit';
import { type JudgePorts, possibleOutcomes } from '@lockstep/judge';
import { formatPython } from '@lockstep/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JudgingParts, openJudgingParts } from '../src/index.ts';

const LIMITS = { wallMs: 10_000, cpuMs: 20_000, memoryBytes: 2 ** 28, outputBytes: 65_536, processes: 16 };
const RUNS = 3;
const signal = new AbortController().signal;

const { questions } = await loadExercises(path.resolve(import.meta.dirname, '../../../exercises'));
const shown = questions.flatMap(({ question, shownCall }) => {
  const { form, slug } = question;
  return form.kind === 'outcomes' && shownCall !== null ? [{ slug, form, shownCall }] : [];
});
type Shown = NonNullable<LoadedQuestion['shownCall']>;

let parts: JudgingParts;
let ports: JudgePorts;
beforeAll(async () => {
  parts = await openJudgingParts({ ready: 2 });
  ports = parts.ports(async () => {});
});
afterAll(() => parts.close());

function compute({ program, call, entry, args, startMethod }: Shown) {
  const job = { call, source: program, entry, args, startMethod, limits: LIMITS, maxMs: 60_000 };
  return possibleOutcomes(job, ports.openExploration, signal);
}

/** What one run for real gave, as outcomes are written. */
async function ranForReal({ program, entry, args, startMethod }: Shown): Promise<string> {
  const { observation } = await ports.runProgram(
    { source: program, action: { kind: 'call', entry, args: [...args] }, startMethod, limits: LIMITS },
    signal,
  );
  if (observation?.kind === 'returned') return formatPython(observation.value);
  return observation?.kind === 'raised' ? `raises ${observation.exception.type}` : 'never ends';
}

describe.each(shown)('$slug', ({ form, shownCall }) => {
  it('has the outcomes that are stored, with the same counts and schedules', async () => {
    const computed = await compute(shownCall);
    if (computed.kind !== 'computed') throw new Error(computed.why);
    const stored = form.choices.filter(({ possible }) => possible);
    const texts = stored.map(({ text }) => text).sort();
    expect(computed.outcomes.map(({ text }) => text).sort()).toEqual(texts);
    for (const { text, interleavings, trace } of computed.outcomes) {
      const same = stored.find((one) => one.text === text);
      expect(same?.trace).toEqual(trace);
      expect(same?.interleavings).toBe(interleavings === null ? null : String(interleavings));
    }
  });

  const possible = form.choices.filter((choice) => choice.possible).map(({ text }) => text);
  // One that never ends would take all of its time limit, and show nothing.
  if (possible.some((text) => text !== 'never ends')) {
    it('does nothing else for real', async () => {
      for (let run = 0; run < RUNS; run++) expect(possible).toContain(await ranForReal(shownCall));
    });
  }
});
