/** Words about one run of a program. Loaded with the first that is looked at. */
import { plural } from '../../../../shared/format.ts';

export const RUN = {
  alsoFound: 'Also found',
  expected: 'Expected',
  got: 'Got',
  output: 'Output',
  shown: 'Shown output',
  partOf: (process: string, stream: string) => `${process} · ${stream}`,
  lines: (count: number) => plural(count, 'line'),
  allLines: (count: number) => `Show all ${plural(count, 'line')}`,
  allHidden: 'Everything is hidden. Choose above what shall be shown.',
  copyLine: (line: number) => `Copy line ${line}`,
  copied: (line: number) => `Line ${line} is copied.`,
  notCopied: 'The browser does not let this page copy. Select the text instead.',
  copyHint: 'Arrow keys go from line to line, Enter copies.',
  truncated: 'The rest was cut off.',
  noOutput: 'Nothing was printed.',
  processes: 'Processes',
  process: 'Process',
  cpu: 'CPU',
  share: 'Share',
  exitCode: 'Exit code',
  noExit: '–',
  hiddenNote: 'Input, output and result of a hidden test are not shown.',
} as const;
