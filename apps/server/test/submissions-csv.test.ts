/** CSV that no spreadsheet runs, and that every one reads. */
import { SubmissionRow } from '@lockstep/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvOf } from '../src/review/submissions-csv.ts';

const ROW = SubmissionRow.parse({
  id: '00000000-0000-4000-8000-000000000001',
  createdAt: '2026-05-04T09:30:00.000Z',
  interview: { id: '00000000-0000-4000-8000-000000000002', title: 'Backend, first round' },
  sitting: '00000000-0000-4000-8000-000000000003',
  candidate: '=HYPERLINK("https://example.org")',
  slug: 'locked-counter',
  title: 'Locked counter',
  number: 4,
  state: 'finished',
  verdict: 'accepted',
  code: 'AC',
  claim: { kind: 'bounded', preemptions: 2, states: 10 },
  flags: ['leak', 'time-limit'],
  interleavings: '4700000000000000000',
  judgingMs: 1610.6,
  intoMs: 1_904_000,
});

async function textOf(pages: SubmissionRow[][], most: number): Promise<string> {
  async function* each() {
    yield* pages;
  }
  let text = '';
  for await (const piece of csvOf(each(), most)) text += piece;
  return text;
}

/** Reads RFC 4180, by its grammar. */
function parsed(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') records.push([]);
    if (end === '') break;
  }
  return records.slice(0, -1);
}

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\r=1', `"'\r=1"`],
    ['=a,"b"', `"'=a,""b"""`],
    ['a\nb', '"a\nb"'],
    ['Zoë = 1', 'Zoë = 1'],
    [null, ''],
  ])('%j is written as %j', (value, written) => {
    expect(csvCell(value)).toBe(written);
  });
});

describe('the text', () => {
  it('has a mark of its encoding, a header, and a record for each row, each ended by CRLF', async () => {
    const text = await textOf([[ROW], [ROW]], 10);
    expect(text.startsWith('\uFEFFid,submitted_at,interview,')).toBe(true);
    const [, first, second] = parsed(text);
    expect(second).toEqual(first);
    expect(first?.slice(1, 3)).toEqual(['2026-05-04T09:30:00.000Z', 'Backend, first round']);
    expect(first?.slice(5)).toEqual(
      `'=HYPERLINK("https://example.org")|locked-counter|Locked counter|4|finished|accepted|AC|bounded|leak time-limit|4700000000000000000|1611|31.73`.split(
        '|',
      ),
    );
  });

  it('gives back every name as it was, but for the apostrophe', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (candidate) => {
        const [, row] = parsed(await textOf([[{ ...ROW, candidate }]], 10));
        expect([candidate, `'${candidate}`]).toContain(row?.[5]);
        expect(row?.[5]).not.toMatch(/^[=+\-@\t\r]/);
        expect(row).toHaveLength(17);
      }),
    );
  });

  it('ends after so many rows with a record that says so, if there are more', async () => {
    expect(parsed(await textOf([[ROW, ROW], [ROW]], 3))).toHaveLength(4);
    const cut = parsed(await textOf([[ROW, ROW], [ROW, ROW], [ROW]], 3));
    expect(cut).toHaveLength(5);
    expect(cut.at(-1)).toEqual([
      'These are the newest 3 submissions; there are more. Narrow the filters to get the others.',
    ]);
    expect(parsed(await textOf([[ROW, ROW], [ROW]], 2)).at(-1)?.[0]).toContain('the newest 2');
  });
});
