/** `lockstep judge`. */
import { judgeSubmission } from '@lockstep/judge';
import { openJudgingParts } from '@lockstep/judging-parts';
import type { Claim, Report, TestReport } from '@lockstep/protocol';
import { EXERCISES, findExercise, readSolution } from './find-exercise.ts';
import { type Cell, mebibytes, milliseconds, painter, printable, printableLines, table, toneOf } from './terminal.ts';

export interface JudgeOptions {
  readonly exercise: string;
  readonly file: string;
  readonly json: boolean;
  readonly samples: boolean;
  readonly exercises?: string | undefined;
}

/** Judges one file and prints the report. Returns the exit code. */
export async function judgeCommand(options: JudgeOptions): Promise<number> {
  const { exercise } = await findExercise(options.exercise, options.exercises ?? EXERCISES);
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
      { exercise, source, mode: options.samples ? 'samples' : 'full' },
      parts.ports(async (step) => {
        if (step.kind === 'phase') progress.show(`${step.phase} …`);
        else progress.show(`${step.phase} ${step.index + 1} of ${step.total} …`);
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
      : readable(report, exercise.title, process.stdout.isTTY === true),
  );
  if (report.verdict === 'accepted') return 0;
  return report.verdict === 'judge-error' ? 3 : 1;
}

function readable(report: Report, title: string, colour: boolean): string {
  const paint = painter(colour);
  const flags = report.flags.length === 0 ? '' : `  also: ${report.flags.join(', ')}`;
  const lines = [
    `${paint(toneOf(report.verdict), `${report.verdict} (${report.code})`)}  ${title}${paint('faint', flags)}`,
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

function claimInWords(claim: Claim): string {
  switch (claim.kind) {
    case 'exhaustive':
      return `All ${claim.interleavings} interleavings were explored, with no bound.`;
    case 'bounded':
      return `All interleavings with at most ${claim.preemptions} preemptions were explored.`;
    case 'sampled':
      return `${claim.schedules} schedules were seen, each run for real. Interleavings were not explored.`;
  }
}

/** One line on standard error that is rewritten, only where a person looks. */
function progressLine(enabled: boolean): { show(text: string): void; clear(): void } {
  const write = (text: string) => {
    if (enabled) process.stderr.write(`\r\u001b[K${text}`);
  };
  return { show: write, clear: () => write('') };
}
