/** Words that are searched and searched for, and what lists keep of a report. */
import { Report } from '@lockstep/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeError } from '../../src/index.ts';
import { lostParts } from '../../src/interviews/rubrics.ts';
import { listFigures } from '../../src/review/list-figures.ts';
import { searchQuery, searchText } from '../../src/review/search-words.ts';

describe('a search', () => {
  test.each([
    ['lock counter', '"lock" "counter"'],
    ['counter.value', '"counter value"'],
    ['"seen = counter.value"', '"seen   counter value"'],
    ['-Lock OR "two words"', '-"lock" or "two words"'],
    ['-"a b" c', '-"a b" "c"'],
    ['locked-counter', '"locked counter"'],
    ['"never closed', '"never closed"'],
    ['!!! -', ''],
    ['a\0b', '"a b"'],
    ['ŽOFIE', '"žofie"'],
  ])('%j is asked as %j', (text, query) => {
    expect(searchQuery(text)).toBe(query);
  });

  test('finds nothing but what the text has as words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = searchText([text]).split(' ');
        for (const [, phrase = ''] of searchQuery(text).matchAll(/"([^"]+)"/g)) {
          for (const word of phrase.split(' ').filter(Boolean)) expect(words.join(' ')).toContain(word);
        }
        expect(searchQuery(text)).not.toMatch(/["'\\&|!()<>:*]{2}|\0/);
      }),
    );
  });
});

describe('what a list shows of a report', () => {
  const scope = (coverage: unknown) => ({
    ...{
      name: '01',
      call: 'f()',
      verdict: 'race',
      code: 'RC',
      flags: [],
      message: '',
      coverage,
      states: 1,
      histories: 1,
    },
    ...{ outcomes: [], wallMs: 1 },
  });
  const exhaustive = {
    kind: 'exhaustive',
    interleavings: '9007199254740993',
    states: 1,
    merged: false,
    loops: false,
    reduced: false,
  };
  const figures = (...coverages: unknown[]) =>
    listFigures(Report.parse({ ...judgeError('').report, scopes: coverages.map(scope) })).interleavings;

  test('is the exact sum of interleavings, where all were counted', () => {
    expect(figures(exhaustive, exhaustive)).toBe('18014398509481986');
    expect(figures()).toBeNull();
    expect(figures(exhaustive, null)).toBeNull();
    expect(figures(exhaustive, { kind: 'bounded', preemptions: 2, states: 5 })).toBeNull();
  });
});

describe('a change of a rubric', () => {
  const criterion = { id: 'sees', title: 'Sees', hint: '', weight: 1, levels: ['no', 'partly', 'yes'] };

  test('loses what was scored and has another name or place, and nothing else', () => {
    const given = [{ sees: 1 }, { sees: 1 }, { gone: 0 }];
    const levels = (...names: string[]) => lostParts([criterion], [{ ...criterion, levels: names }], given);
    expect(levels('never', 'partly', 'always', 'more')).toEqual([]);
    expect(levels('no', 'yes')).toEqual([{ criterion: 'sees', title: 'Sees', level: 'partly' }]);
    expect(levels('no', 'half', 'yes')).toHaveLength(1);
    expect(lostParts([criterion], [], given)).toEqual([{ criterion: 'sees', title: 'Sees', level: null }]);
    expect(lostParts([criterion], [], [])).toEqual([]);
  });
});
