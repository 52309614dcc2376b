/** What a run printed, in lines, by process and stream. Pure. */
import type { TestView } from '@lockstep/protocol';

export interface OutputLines {
  /** Distinguishes the parts of a run. */
  readonly key: string;
  readonly process: string;
  readonly stream: 'stdout' | 'stderr';
  /** Place of the process among those of the run; null when none has that name. */
  readonly index: number | null;
  /** Numbered from 1. */
  readonly lines: readonly { readonly number: number; readonly text: string }[];
  readonly truncated: boolean;
}

/** The main process first, of each process what went to stdout before what went to stderr. */
export function outputLines({ output, processes }: Pick<TestView, 'output' | 'processes'>): OutputLines[] {
  return output
    .map(({ process, stream, text, truncated }) => ({
      key: `${process} ${stream}`,
      process,
      stream,
      index: processes.find(({ name }) => name === process)?.index ?? null,
      lines: text
        .replace(/\n$/, '')
        .split('\n')
        .map((line, at) => ({ number: at + 1, text: line })),
      truncated,
    }))
    .sort((a, b) => rank(a) - rank(b) || b.stream.localeCompare(a.stream));
}

function rank({ index }: OutputLines): number {
  return index ?? Number.MAX_SAFE_INTEGER;
}
