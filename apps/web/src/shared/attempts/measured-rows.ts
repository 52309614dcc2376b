/** What a change did: rows of what was measured before and after it. Pure. */
import type { Attempt, ScopeReport, TestView, Verdict } from '@lockstep/protocol';
import { formatBytes, formatCount, formatMs } from '../format.ts';
import { VERDICT_FACES } from '../ui/verdict.tsx';
import { scopeFigures } from './explored-figures.ts';
import { MEASURED } from './messages.ts';

/** `right` null: a figure that nobody judges. */
export interface Cell {
  readonly text: string;
  readonly right: boolean | null;
}

export interface MeasuredRow {
  readonly key: string;
  readonly label: string;
  /** null: there is nothing to tell of that attempt. */
  readonly older: Cell | null;
  readonly newer: Cell | null;
}

type Measured = Pick<Attempt, 'tests' | 'scopes' | 'submission'>;

/** Tests whose result is the same in both are one row together. `older` null: there was no attempt before. */
export function measuredRows(older: Measured | null, newer: Measured): MeasuredRow[] {
  const row = (key: string, label: string, of: (attempt: Measured) => Cell | null): MeasuredRow => ({
    key,
    label,
    older: older === null ? null : of(older),
    newer: of(newer),
  });
  const rows = [
    row('passed', MEASURED.passed, passedCell),
    ...joined(older?.tests ?? [], newer.tests, ({ name }) => name)
      .filter(([before, after]) => isTold(before, after))
      .map(([before, after]): MeasuredRow => {
        const test = after ?? before;
        return { key: `test ${test?.name}`, label: testLabel(test), older: testCell(before), newer: testCell(after) };
      }),
    ...joined(older?.scopes ?? [], newer.scopes, ({ call }) => call).map(([before, after]): MeasuredRow => {
      const call = (after ?? before)?.call ?? '';
      return { key: `call ${call}`, label: MEASURED.explored(call), older: scopeCell(before), newer: scopeCell(after) };
    }),
    row('time', MEASURED.time, timeCell),
    row('memory', MEASURED.memory, memoryCell),
    row('claim', MEASURED.claim, claimCell),
  ];
  return rows.filter((one) => one.older !== null || one.newer !== null);
}

/** What both have, beside each other, in the order of the newer ones; then what only the older ones have. */
function joined<Item>(
  older: readonly Item[],
  newer: readonly Item[],
  keyOf: (item: Item) => string,
): (readonly [Item | null, Item | null])[] {
  const before = new Map(older.map((item) => [keyOf(item), item]));
  const after = new Set(newer.map(keyOf));
  return [
    ...newer.map((item) => [before.get(keyOf(item)) ?? null, item] as const),
    ...older.filter((item) => !after.has(keyOf(item))).map((item) => [item, null] as const),
  ];
}

/** Only failures and what became of them. */
function isTold(before: TestView | null, after: TestView | null): boolean {
  return [before, after].some((test) => test !== null && test.verdict !== 'accepted');
}

function testLabel(test: TestView | null): string {
  return test === null ? '' : (test.call ?? MEASURED.hidden(test.title));
}

function testCell(test: TestView | null): Cell | null {
  if (test === null) return null;
  const { verdict, got, expected } = test;
  if (verdict === 'accepted') return { text: got ?? MEASURED.asExpected, right: true };
  const text =
    verdict === 'wrong-answer' && got !== null && expected !== null
      ? MEASURED.insteadOf(got, expected)
      : lower(verdict);
  return { text, right: false };
}

function lower(verdict: Verdict): string {
  return VERDICT_FACES[verdict].lower;
}

function passedCell({ tests }: Measured): Cell | null {
  if (tests.length === 0) return null;
  const passed = tests.filter(({ verdict }) => verdict === 'accepted').length;
  return { text: MEASURED.passedOf(passed, tests.length), right: passed === tests.length };
}

function scopeCell(scope: ScopeReport | null): Cell | null {
  if (scope === null) return null;
  const { total, failing } = scopeFigures(scope);
  if (total === null || failing === null) return { text: lower(scope.verdict), right: scope.verdict === 'accepted' };
  return failing === 0n
    ? { text: MEASURED.allPass(String(total)), right: scope.verdict === 'accepted' }
    : { text: MEASURED.fail(String(failing), String(total)), right: false };
}

function timeCell({ tests }: Measured): Cell | null {
  if (tests.length === 0) return null;
  const sum = (of: (test: TestView) => number) => formatMs(tests.reduce((total, test) => total + of(test), 0));
  return {
    text: MEASURED.both(
      sum(({ wallMs }) => wallMs),
      sum(({ cpuMs }) => cpuMs),
    ),
    right: null,
  };
}

function memoryCell({ tests }: Measured): Cell | null {
  if (tests.length === 0) return null;
  return { text: formatBytes(Math.max(...tests.map(({ peakBytes }) => peakBytes))), right: null };
}

function claimCell({ submission: { claim, verdict } }: Measured): Cell | null {
  if (verdict === null) return null;
  if (claim === null) return { text: verdict === 'accepted' ? MEASURED.noClaim : MEASURED.failed, right: null };
  switch (claim.kind) {
    case 'exhaustive':
      return { text: MEASURED.exhaustive(formatCount(claim.interleavings)), right: null };
    case 'bounded':
      return { text: MEASURED.bounded(claim.preemptions), right: null };
    case 'sampled':
      return { text: MEASURED.sampled(formatCount(claim.schedules)), right: null };
    default:
      return claim satisfies never;
  }
}
