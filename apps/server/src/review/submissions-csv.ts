/**
 * Submissions as CSV (RFC 4180): a header, one record a row, CRLF, UTF-8 with a byte order mark, so that spreadsheets read names right. A cell
 * that a spreadsheet would take for a formula gets an apostrophe in front of it (OWASP, "CSV Injection"): candidates name themselves.
 */
import type { SubmissionRow } from '@lockstep/protocol';

const COLUMNS: readonly (readonly [name: string, cell: (row: SubmissionRow) => string | number | null])[] = [
  ['id', ({ id }) => id],
  ['submitted_at', ({ createdAt }) => createdAt],
  ['interview', ({ interview }) => interview.title],
  ['interview_id', ({ interview }) => interview.id],
  ['sitting_id', ({ sitting }) => sitting],
  ['candidate', ({ candidate }) => candidate],
  ['exercise', ({ slug }) => slug],
  ['title', ({ title }) => title],
  ['attempt', ({ number }) => number],
  ['state', ({ state }) => state],
  ['verdict', ({ verdict }) => verdict],
  ['code', ({ code }) => code],
  ['claim', ({ claim }) => claim?.kind ?? null],
  ['also_found', ({ flags }) => flags.join(' ')],
  ['interleavings', ({ interleavings }) => interleavings],
  ['judging_ms', ({ judgingMs }) => (judgingMs === null ? null : Math.round(judgingMs))],
  ['minutes_into_interview', ({ intoMs }) => (intoMs / 60_000).toFixed(2)],
];

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The text, piece by piece: one for the header, one for each page. After `most` rows comes a last record that says so, if there
 * are more.
 */
export async function* csvOf(pages: AsyncIterable<readonly SubmissionRow[]>, most: number): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + record(COLUMNS.map(([name]) => name));
  let left = most;
  for await (const page of pages) {
    const rows = page.slice(0, left).map((row) => record(COLUMNS.map(([, cell]) => cell(row))));
    left -= rows.length;
    yield rows.join('');
    if (rows.length < page.length) {
      yield record([`These are the newest ${most} submissions; there are more. Narrow the filters to get the others.`]);
      return;
    }
  }
}

function record(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** One cell. Pure. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
