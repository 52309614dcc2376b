/** `lockstep judge`. */
import { type JudgingJob, judgeSubmission, ownCallExercise, type Progress } from '@lockstep/judge';
import { openJudgingParts } from '@lockstep/judging-parts';
import type { Claim, Exercise, Report, ScopeReport, TestReport } from '@lockstep/protocol';
import { EXERCISES, findExercise, ownCallOf, readSolution } from './find-exercise.ts';
import { type Cell, mebibytes, milliseconds, painter, printable, printableLines, table, toneOf } from './terminal.ts';
import { findingLines } from './trace.ts';
import { UsageError } from './usage-error.ts';

export interface JudgeOptions {
  readonly exercise: string;
  readonly file: string;
  readonly json: boolean;
  readonly samples: boolean;
  /** A call of one's own instead of the tests. */
  readonly call?: string | undefined;
  readonly exercises?: string | undefined;
}

/** Judges one file and prints the report. Returns the exit code. */
export async function judgeCommand(options: JudgeOptions): Promise<number> {
  const loaded = await findExercise(options.exercise, options.exercises ?? EXERCISES);
  const job = jobOf(loaded.exercise, options);
  const { exercise } = job;
  const source = await readSolution(options.file);
  const interrupted = new AbortController();
  const stop = () => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const parts = await openJudgingParts({ ready: 1 });
  const progress = progressLine(!options.json && process.stderr.isTTY === true);
  let report: Report;
  try {
    report = await judgeSubmission(
      { ...job, source },
      parts.ports(async (step) => {
        progress.show(progressWords(step));
      }),
      interrupted.signal,
    );
  } finally {
    progress.clear();
    await parts.close();
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ exercise: exercise.slug, file: options.file, ...report })}\n`
      : readable(
          report,
          exercise.title,
          `lockstep replay ${options.exercise} ${options.file}`,
          options.call,
          process.stdout.isTTY === true,
        ),
  );
  if (report.verdict === 'accepted') return 0;
  return report.verdict === 'judge-error' ? 3 : 1;
}

function jobOf(exercise: Exercise, { samples, call }: JudgeOptions): Pick<JudgingJob, 'exercise' | 'mode'> {
  if (call === undefined) return { exercise, mode: samples ? 'samples' : 'full' };
  if (samples) throw new UsageError('--samples and --call do not go together.');
  return { exercise: ownCallExercise(exercise, ownCallOf(exercise, call)), mode: 'own' };
}

function progressWords(step: Progress): string {
  switch (step.kind) {
    case 'phase':
      return `${step.phase} …`;
    case 'test':
      return `${step.phase} ${step.index + 1} of ${step.total} …`;
    case 'explore': {
      const { call, states, interleavings } = step.progress;
      const ways = interleavings === '0' ? '' : `, ${grouped(interleavings)} interleavings`;
      return `exploring ${printable(call)}: ${states.toLocaleString('en')} states${ways} …`;
    }
    case 'scope':
      return `explored ${printable(step.scope.call)}: ${step.scope.verdict} …`;
    case 'finding':
      return `${step.finding.verdict} …`;
    case 'recording':
      return `explored ${printable(step.recording.call)} …`;
  }
}

/** Digits in groups of three. */
function grouped(digits: string): string {
  return BigInt(digits).toLocaleString('en');
}

function readable(report: Report, title: string, command: string, call: string | undefined, colour: boolean): string {
  // A call of one's own is compared with nothing.
  const word = call === undefined || report.verdict !== 'accepted' ? `${report.verdict} (${report.code})` : 'ran';
  const replay = call === undefined ? command : `${command} --call '${call.replaceAll("'", String.raw`'\''`)}'`;
  const paint = painter(colour);
  const flags = report.flags.length === 0 ? '' : `  also: ${report.flags.join(', ')}`;
  const lines = [
    `${paint(toneOf(report.verdict), word)}  ${title}${paint('faint', flags)}`,
    printable(report.sentence),
  ];
  if (report.claim !== null) lines.push(paint('faint', claimInWords(report.claim)));
  if (report.fault !== null) lines.push(printableLines(report.fault));
  if (report.compileError !== null) lines.push('', printableLines(report.compileError.traceback));
  if (report.tests.length > 0) {
    const head: Cell[] = ['test', 'verdict', 'wall', 'CPU', 'peak', 'processes', ''].map((text, column) => ({
      text,
      tone: 'faint',
      right: column >= 2 && column <= 5,
    }));
    lines.push('', table([head, ...report.tests.map(testRow)], paint));
  }
  if (report.scopes.length > 0) lines.push('', table([SCOPE_HEAD, ...report.scopes.map(scopeRow)], paint));
  for (const finding of report.findings) lines.push('', ...findingLines(finding, replay, paint));
  for (const test of report.tests) {
    if (test.exception === null || test.exception.traceback === '') continue;
    lines.push('', `${printable(test.call)}:`, printableLines(test.exception.traceback.trimEnd()));
    break;
  }
  lines.push('', paint('faint', `judged in ${milliseconds(report.timing.totalMs)}`), '');
  return lines.join('\n');
}

function testRow(test: TestReport): Cell[] {
  return [
    { text: test.call },
    { text: [test.verdict, ...test.flags].join(', '), tone: toneOf(test.verdict) },
    { text: milliseconds(test.wallMs), right: true },
    { text: milliseconds(test.cpuMs), right: true },
    { text: mebibytes(test.peakBytes), right: true },
    { text: String(test.processes.filter((process) => process.role !== 'helper').length), right: true },
    { text: test.verdict === 'accepted' ? '' : test.message, tone: 'faint' },
  ];
}

const SCOPE_HEAD: Cell[] = ['explored', 'verdict', 'states', 'interleavings', 'time', 'outcomes'].map(
  (text, column) => ({
    text,
    tone: 'faint',
    right: column >= 2 && column <= 4,
  }),
);

function scopeRow({ call, verdict, flags, states, coverage, outcomes, message, wallMs }: ScopeReport): Cell[] {
  const counted = coverage?.kind === 'exhaustive' ? grouped(coverage.interleavings) : (coverage?.kind ?? '-');
  const shown = outcomes.map(({ text, right }) => `${right === false ? '! ' : ''}${text}`).join('; ');
  return [
    { text: call },
    { text: [verdict, ...flags].join(', '), tone: toneOf(verdict) },
    { text: states.toLocaleString('en'), right: true },
    { text: counted, right: true },
    { text: milliseconds(wallMs), right: true },
    { text: outcomes.length === 0 ? message : shown, tone: 'faint' },
  ];
}

function claimInWords(claim: Claim): string {
  switch (claim.kind) {
    case 'exhaustive': {
      const merged = claim.merged
        ? ' Equal local states were taken for one, as the program vouched and samples confirmed.'
        : '';
      const loops = claim.loops ? ' Ways that differ only in how often a process looked in vain count once.' : '';
      const which = claim.reduced
        ? `All interleavings of the small calls were explored up to the order of independent steps, ${grouped(claim.interleavings)} of them, with no bound.`
        : `All ${grouped(claim.interleavings)} interleavings of the small calls were explored, with no bound.`;
      return `${which}${merged}${loops}`;
    }
    case 'bounded':
      return `All interleavings with at most ${claim.preemptions} preemptions were explored.`;
    case 'sampled':
      return `${grouped(claim.schedules)} schedules were seen. ${claim.reason ?? 'Interleavings were not explored.'}`;
  }
}

/** One line on standard error that is rewritten, only where a person looks. */
function progressLine(enabled: boolean): { show(text: string): void; clear(): void } {
  const write = (text: string) => {
    if (enabled) process.stderr.write(`\r\u001b[K${text}`);
  };
  return { show: write, clear: () => write('') };
}
