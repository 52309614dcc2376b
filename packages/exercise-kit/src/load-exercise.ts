/** Loads the package of an exercise into the protocol's Exercise. */
import { Exercise, SIZES, verdictCode } from '@lockstep/protocol';
import { packageDigest } from './digest.ts';
import { BOUNDS, HintsFile, ProblemFile } from './file-schemas.ts';
import { loadSubmissions, type ReferenceSubmission } from './load-submissions.ts';
import { loadFullScale, loadSamples, loadScopes } from './load-tests.ts';
import type { PackageContext } from './package-context.ts';
import type { PackageFiles } from './package-files.ts';
import type { Problems } from './problems.ts';
import { readExplorationRules, readRules } from './rules.ts';
import { parseSignature, type Signature } from './signature.ts';
import { parseYaml } from './yaml-file.ts';

export interface LoadedExercise {
  readonly kind: 'loaded';
  readonly exercise: Exercise;
  readonly submissions: readonly ReferenceSubmission[];
}

/** Null when it was reported. */
export async function readExercise(context: PackageContext, problemText: string): Promise<LoadedExercise | null> {
  const { slug, files, problems, findTrack } = context;
  await refuseUnknownEntries(files, problems);
  const problem = parseYaml('problem.yaml', problemText, ProblemFile, problems);
  const statement = await files.read('statement.md', BOUNDS.statementBytes, true);
  const starter = await files.read('starter.py', SIZES.sourceBytes, true);
  const hintsText = await files.read('hints.yaml', BOUNDS.yamlBytes, false);
  const hints = hintsText === null ? [] : (parseYaml('hints.yaml', hintsText, HintsFile, problems) ?? []);
  const editorial = await files.read('editorial.md', BOUNDS.statementBytes, false);
  const checker = await files.read('checker.ts', BOUNDS.checkerBytes, false);
  const submissions = await loadSubmissions(files, problems);
  if (problem === null) return null;

  const track = findTrack(problem.track);
  const entry = readEntry(problem.entry, problems);
  if (entry === null) return null;
  const rules = readRules(problem.rules);
  const tests = { files, problems, entry, rules, checker };
  const samples = await loadSamples(tests);
  const fullScale = await loadFullScale(tests);
  const exploration = readExplorationRules(problem.exploration);
  const scopes = await loadScopes(tests, exploration);
  if (!problems.none || track === null || statement === null || starter === null) return null;

  const { limits } = problem;
  const whole = {
    slug,
    title: problem.title,
    summary: problem.summary,
    track,
    position: problem.position,
    difficulty: problem.difficulty,
    minutes: problem.minutes,
    tags: problem.tags,
    usualFailures: problem.usual_failures.map(verdictCode),
    entry: { name: entry.name, parameters: [...entry.parameters], signature: entry.signature },
    startMethod: problem.start_method,
    limits: {
      wallMs: limits.wall_ms,
      cpuMs: limits.cpu_ms,
      memoryBytes: limits.memory_mib * 2 ** 20,
      outputBytes: limits.output_kib * 2 ** 10,
      processes: limits.processes,
    },
    rules,
    statement,
    starter,
    hints,
    editorial,
    samples,
    fullScale,
    scopes,
    exploration,
    checker,
    judging: problem.judging,
  };
  const checked = Exercise.omit({ digest: true }).safeParse(whole);
  if (!checked.success) {
    problems.addIssues('problem.yaml', checked.error);
    return null;
  }
  return { kind: 'loaded', exercise: { ...checked.data, digest: packageDigest(checked.data) }, submissions };
}

const ENTRIES: ReadonlySet<string> = new Set([
  'problem.yaml',
  'statement.md',
  'starter.py',
  'hints.yaml',
  'editorial.md',
  'authors.md',
  'checker.ts',
  'data',
  'submissions',
]);

/** A misspelt name would otherwise be a test that never runs. */
async function refuseUnknownEntries(files: PackageFiles, problems: Problems): Promise<void> {
  for (const name of await files.list('.')) {
    if (!ENTRIES.has(name)) problems.add(name, '', `no part of an exercise; those are ${[...ENTRIES].join(', ')}`);
  }
  for (const name of await files.list('data')) {
    if (name !== 'sample' && name !== 'secret' && name !== 'scope') {
      problems.add(`data/${name}`, '', 'data holds sample, secret and scope only');
    }
  }
}

function readEntry(written: string, problems: Problems): Signature | null {
  const parsed = parseSignature(written);
  if (parsed.kind === 'parsed') return parsed.value;
  problems.add('problem.yaml', 'entry', parsed.message);
  return null;
}
