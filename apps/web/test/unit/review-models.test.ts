import { DEFAULT_RUBRIC, type Note, type ScopeReport, type TestView, verdictCode } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { RUBRIC_FAULTS } from '../../src/features/interviews/messages.ts';
import {
  type CriterionValue,
  criterionValues,
  readRubric,
  withNewCriterion,
} from '../../src/features/interviews/rubric-model.ts';
import { attemptMarks, axisMinutes } from '../../src/features/report/attempt-marks.ts';
import { scheduleLanes } from '../../src/features/report/schedule-lanes.ts';
import { noteGroups, notesByLine } from '../../src/shared/assessment/note-order.ts';
import { alikeLines, alikeParts } from '../../src/shared/attempts/alike-lines.ts';
import { exploredFigures } from '../../src/shared/attempts/explored-figures.ts';
import { measuredRows } from '../../src/shared/attempts/measured-rows.ts';
import { lineDiff } from '../../src/shared/diff/line-diff.ts';
import { paintedPieces } from '../../src/shared/diff/painted-pieces.ts';
import { pythonLines } from '../../src/shared/text/python-lines.ts';

describe('a diff of programs', () => {
  it('marks of a line that was indented further only what was added', () => {
    const { blocks } = lineDiff('    a = 1\n', '        a = 1\n');
    const [change] = blocks;
    const marked = (pieces: readonly { readonly text: string; readonly changed: boolean }[] | undefined) =>
      pieces?.filter(({ changed }) => changed).map(({ text }) => text);
    expect(marked(change?.a[0]?.pieces)).toEqual([]);
    expect(marked(change?.b[0]?.pieces)).toEqual(['    ']);
  });

  it('has the colours of the code, cut where marks begin and end', () => {
    const [paints = []] = pythonLines('return count + 1');
    const pieces = [
      { text: 'ret', changed: false },
      { text: 'urn count', changed: true },
      { text: ' + 1', changed: false },
    ];
    const painted = paintedPieces(pieces, paints);
    expect(painted.map(({ text }) => text).join('')).toBe('return count + 1');
    expect(painted.slice(0, 3)).toEqual([
      { text: 'ret', changed: false, look: 'tok-key' },
      { text: 'urn', changed: true, look: 'tok-key' },
      { text: ' count', changed: true, look: '' },
    ]);
    expect(painted.at(-1)).toEqual({ text: '1', changed: false, look: 'tok-num' });
    expect(paintedPieces(pieces, []).map(({ look }) => look)).toEqual(['', '', '']);
  });
});

function scope(change: Partial<ScopeReport> = {}): ScopeReport {
  return {
    ...{ name: 'two', call: 'count(2, 2)', verdict: 'race', code: 'RC', flags: [], message: '', coverage: null },
    ...{ states: 413, histories: 20, wallMs: 60 },
    outcomes: [
      { text: '4', right: true, interleavings: '1775' },
      { text: '3', right: false, interleavings: '6000' },
      { text: '2', right: false, interleavings: '564' },
    ],
    ...change,
  };
}

function test(change: Partial<TestView> = {}): TestView {
  const verdict = change.verdict ?? 'accepted';
  return {
    ...{ name: '1', group: 'sample', title: 'Two', revealed: true, verdict, code: verdictCode(verdict), flags: [] },
    ...{ message: '', call: 'count(2, 2)', expected: '4', got: '4', output: [], exception: null },
    ...{ wallMs: 100, cpuMs: 40, peakBytes: 2 ** 20, processes: [] },
    ...change,
  };
}

type Measured = Parameters<typeof measuredRows>[1];

function attempt(change: Partial<Measured> & { readonly verdict?: 'race' | 'accepted' }): Measured {
  const { verdict = 'race', ...rest } = change;
  const submission = { verdict, claim: null } as unknown as Measured['submission'];
  return { tests: [], scopes: [], submission, ...rest };
}

describe('what an attempt showed', () => {
  it('counts the interleavings that fail, exactly', () => {
    const big = '9007199254740993';
    const scopes = [scope(), scope({ outcomes: [{ text: '3', right: false, interleavings: big }] })];
    expect(exploredFigures({ scopes, interleavings: '9007199254749332' })).toEqual({
      total: 9_007_199_254_749_332n,
      failing: 9_007_199_254_747_557n,
      states: 826,
      wallMs: 120,
    });
    expect(exploredFigures({ scopes: [], interleavings: null })).toBeNull();
    expect(exploredFigures({ scopes, interleavings: null })).toMatchObject({ total: null, failing: null });
  });

  it('is told before and after a change: what failed and became of it, never what passed in both', () => {
    const older = attempt({
      tests: [
        test(),
        test({ name: '2', call: null, title: 'Many', verdict: 'wrong-answer', got: null, expected: null }),
      ],
      scopes: [scope()],
    });
    const fixed = scope({
      verdict: 'accepted',
      code: 'AC',
      outcomes: [{ text: '4', right: true, interleavings: '684' }],
    });
    const newer = attempt({
      verdict: 'accepted',
      tests: [test(), test({ name: '2', call: null, title: 'Many', got: null, expected: null })],
      scopes: [fixed],
    });
    const rows = measuredRows(older, newer).map(({ label, older, newer }) => [label, older?.text, newer?.text]);
    expect(rows).toEqual([
      ['Tests passed', '1 of 2', '2 of 2'],
      ['Many (hidden input)', 'wrong answer', 'as expected'],
      ['count(2, 2), all interleavings', '6,564 of 8,339 fail', 'all 684 pass'],
      ['Wall, CPU of all processes', '200 ms, 80 ms', '200 ms, 80 ms'],
      ['Peak memory', '1.0 MiB', '1.0 MiB'],
      ['Claim', 'none, it failed', 'none'],
    ]);
    expect(measuredRows(null, attempt({ tests: [test({ verdict: 'wrong-answer', got: '3' })] }))[1]).toEqual({
      key: 'test 1',
      label: 'count(2, 2)',
      older: null,
      newer: { text: '3, expected 4', right: false },
    });
  });
});

it('parts that are alike have letters, and each line knows its own', () => {
  const range = (from: number, to: number, other: number) => ({
    own: { from, to },
    other: { from: other, to: other + to - from },
  });
  const parts = alikeParts([range(2, 3, 10), range(3, 4, 20), ...Array.from({ length: 26 }, () => range(9, 9, 9))]);
  expect(parts.map(({ letter }) => letter).slice(24)).toEqual(['Y', 'Z', 'AA', 'AB']);
  const own = alikeLines(parts.slice(0, 2), 'own');
  expect(own.get(3)).toEqual({ begins: ['B'], parts: ['A', 'B'] });
  expect([...own.keys()]).toEqual([2, 3, 4]);
  expect([...alikeLines(parts.slice(0, 2), 'other').keys()]).toEqual([10, 11, 20, 21]);
});

describe('a rubric that is edited', () => {
  it('is read back as it was, and keeps the ids of what gets another title', () => {
    const values = criterionValues(DEFAULT_RUBRIC);
    expect(readRubric(values)).toEqual({ kind: 'rubric', rubric: DEFAULT_RUBRIC });
    const [first, ...others] = values;
    if (first === undefined) throw new Error('there is a first');
    const read = readRubric([...others, { ...first, title: 'Sees it coming' }]);
    expect(read.kind === 'rubric' && read.rubric.at(-1)).toMatchObject({ id: first.id, title: 'Sees it coming' });
  });

  it('gives new criteria ids of their own', () => {
    const titles = ['Sees the hazard', 'Ünïcode: names!', '読む', '書く'];
    const begun: readonly CriterionValue[] = criterionValues(DEFAULT_RUBRIC).slice(0, 1);
    const values = titles.reduce(
      (made, title) =>
        withNewCriterion(made).map((value) =>
          value.title === '' ? { ...value, title, levels: ['no', 'yes', ' '] } : value,
        ),
      begun,
    );
    const read = readRubric(values);
    expect(read.kind === 'rubric' && read.rubric.map(({ id, levels }) => [id, levels.length])).toEqual([
      ['sees-the-hazard', 4],
      ['sees-the-hazard-2', 2],
      ['unicode-names', 2],
      ['criterion-1', 2],
      ['criterion-2', 2],
    ]);
  });

  it('says beside each criterion what is wrong', () => {
    const [value] = withNewCriterion([]);
    if (value === undefined) throw new Error('one was added');
    const faultsOf = (change: Partial<typeof value>) => {
      const read = readRubric([{ ...value, title: 'A', levels: ['no', 'yes'], ...change }]);
      return read.kind === 'faults' ? read.faults[value.key] : null;
    };
    expect(faultsOf({})).toBeNull();
    expect(faultsOf({ title: ' ' })).toEqual({ title: RUBRIC_FAULTS.title });
    expect(faultsOf({ levels: ['no', ''] })).toEqual({ levels: RUBRIC_FAULTS.fewLevels });
    expect(faultsOf({ levels: ['', 'yes'] })).toEqual({ levels: RUBRIC_FAULTS.emptyLevel });
    expect(faultsOf({ levels: ['yes', ' yes '] })).toEqual({ levels: RUBRIC_FAULTS.sameLevels });
    expect(faultsOf({ levels: ['no', 'y'.repeat(41)], hint: 'h'.repeat(301) })).toEqual({
      levels: RUBRIC_FAULTS.longLevel,
      hint: RUBRIC_FAULTS.hint,
    });
  });
});

it('notes are read along the interview, along the code, then in general', () => {
  const note = (id: string, change: Partial<Note>): Note =>
    ({ id, submission: null, line: null, atMs: null, ...change }) as Note;
  const on = (submission: string, line: number | null) => ({ submission: submission as Note['submission'], line });
  const notes = [
    note('general', {}),
    note('late', { atMs: 9 }),
    note('second', on('b', 2)),
    note('first, line 8', on('a', 8)),
    note('first', on('a', null)),
    note('early', { atMs: 3 }),
  ];
  const names = new Map([
    ['a', { title: 'Counter', number: 1 }],
    ['b', { title: 'Counter', number: 2 }],
  ]);
  const groups = noteGroups(notes, names);
  expect(Object.values(groups).map((group) => group.map(({ id }: Note) => id))).toEqual([
    ['early', 'late'],
    ['first', 'first, line 8', 'second'],
    ['general'],
  ]);
  expect([...notesByLine(notes, 'a').keys()]).toEqual([8]);
});

describe('figures of a report', () => {
  it('marks that would touch stand one above the other, inside of the axis', () => {
    const sizes = { width: 100, mark: 20, gap: 2 };
    expect(attemptMarks([0, 10, 50, 100, 200], 100, sizes)).toEqual([
      { x: 0, left: 0, row: 0 },
      { x: 10, left: 0, row: 1 },
      { x: 50, left: 40, row: 0 },
      { x: 100, left: 80, row: 0 },
      { x: 100, left: 80, row: 1 },
    ]);
    expect(attemptMarks([5], 0, sizes)).toEqual([{ x: 0, left: 0, row: 0 }]);
  });

  it('the axis has round minutes', () => {
    expect(axisMinutes(3_600_000, 8)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(axisMinutes(3_600_000, 4)).toEqual([0, 15, 30, 45, 60]);
    expect(axisMinutes(59_000, 8)).toEqual([0]);
  });

  it('a schedule has a lane for each process, with what flushes its queue', () => {
    expect(scheduleLanes('1;0*3,0.10,0.2~0#0*2,0.2,0;be9b9ef3')).toEqual({
      steps: 8,
      lanes: [
        {
          path: '0',
          runs: [
            { from: 0, to: 3 },
            { from: 7, to: 8 },
          ],
        },
        { path: '0.2', runs: [{ from: 4, to: 7 }] },
        { path: '0.10', runs: [{ from: 3, to: 4 }] },
      ],
    });
    for (const odd of [
      '',
      '1;;x',
      '1;0,alert(1);x',
      `1;${Array.from({ length: 30 }, (_, at) => `0.${at}`).join(',')};x`,
    ])
      expect(scheduleLanes(odd)).toBeNull();
  });
});
