/**
 * Loads one exercise package into the protocol's Exercise. A package that is not whole is a value, not an exception: all
 * that is wrong with it is reported at once. Nothing of the package is run.
 */
import path from 'node:path';
import { Exercise, SIZES, Slug, type Track, verdictCode } from '@lockstep/protocol';
import { exerciseDigest } from './digest.ts';
import { BOUNDS, HintsFile, ProblemFile } from './file-schemas.ts';
import { loadSubmissions, type ReferenceSubmission } from './load-submissions.ts';
import { loadFullScale, loadSamples, loadScopes } from './load-tests.ts';
import { loadTracksIfThere, type Tracks } from './load-tracks.ts';
import { openPackageFiles, type PackageFiles } from './package-files.ts';
import { type PackageError, Problems } from './problems.ts';
import { readExplorationRules, readRules } from './rules.ts';
import { parseSignature, type Signature } from './signature.ts';
import { parseYaml } from './yaml-file.ts';

export interface LoadedExercise {
  readonly kind: 'loaded';
  readonly exercise: Exercise;
  readonly submissions: readonly ReferenceSubmission[];
}

export interface BrokenExercise {
  readonly kind: 'broken';
  /** The folder's name, which need not be a valid slug. */
  readonly slug: string;
  readonly errors: readonly PackageError[];
}

export type LoadResult = LoadedExercise | BrokenExercise;

/** Loads the package in `folder`; the tracks stand in `tracks.yaml` beside it, if it stands in a bank. Rejects on failures of the disk only. */
export async function loadExercise(folder: string): Promise<LoadResult> {
  return loadWithTracks(folder, await loadTracksIfThere(path.dirname(path.resolve(folder))));
}

/** Like `loadExercise`, with tracks that are read already. */
export async function loadWithTracks(folder: string, tracks: Tracks): Promise<LoadResult> {
  const slug = path.basename(path.resolve(folder));
  const problems = new Problems();
  const broken = (): BrokenExercise => ({ kind: 'broken', slug, errors: problems.errors });
  const checkedSlug = Slug.safeParse(slug);
  if (!checkedSlug.success)
    problems.add('', '', `the folder's name is the slug: ${checkedSlug.error.issues[0]?.message}`);

  const files = await openPackageFiles(folder, problems).catch((error: NodeJS.ErrnoException) => {
    problems.add('', '', `the folder cannot be read (${error.code ?? error.message})`);
    return null;
  });
  if (files === null) return broken();
  await refuseUnknownEntries(files, problems);
  const text = await files.read('problem.yaml', BOUNDS.yamlBytes, true);
  const problem = text === null ? null : parseYaml('problem.yaml', text, ProblemFile, problems);
  const statement = await files.read('statement.md', BOUNDS.statementBytes, true);
  const starter = await files.read('starter.py', SIZES.sourceBytes, true);
  const hintsText = await files.read('hints.yaml', BOUNDS.yamlBytes, false);
  const hints = hintsText === null ? [] : (parseYaml('hints.yaml', hintsText, HintsFile, problems) ?? []);
  const editorial = await files.read('editorial.md', BOUNDS.statementBytes, false);
  const checker = await files.read('checker.ts', BOUNDS.checkerBytes, false);
  const submissions = await loadSubmissions(files, problems);
  if (problem === null) return broken();

  const track = findTrack(problem.track, tracks, problems);
  const entry = readEntry(problem.entry, problems);
  if (entry === null) return broken();
  const rules = readRules(problem.rules);
  const context = { files, problems, entry, rules, checker };
  const samples = await loadSamples(context);
  const fullScale = await loadFullScale(context);
  const exploration = readExplorationRules(problem.exploration);
  const scopes = await loadScopes(context, exploration);
  if (!problems.none || track === null || statement === null || starter === null) return broken();

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
    return broken();
  }
  return { kind: 'loaded', exercise: { ...checked.data, digest: exerciseDigest(checked.data) }, submissions };
}

const ENTRIES: ReadonlySet<string> = new Set([
  'problem.yaml',
  'statement.md',
  'starter.py',
  'hints.yaml',
  'editorial.md',
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

function findTrack(number: number, tracks: Tracks, problems: Problems): Track | null {
  if (tracks.kind === 'broken') {
    for (const { file, key, message } of tracks.errors) problems.add(file, key, message);
    return null;
  }
  if (tracks.kind === 'absent') return { number, title: `Track ${number}`, summary: '' };
  const track = tracks.tracks.get(number);
  if (track === undefined) problems.add('problem.yaml', 'track', `../tracks.yaml has no track ${number}`);
  return track ?? null;
}

function readEntry(written: string, problems: Problems): Signature | null {
  const parsed = parseSignature(written);
  if (parsed.kind === 'parsed') return parsed.value;
  problems.add('problem.yaml', 'entry', parsed.message);
  return null;
}
