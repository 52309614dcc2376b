/** A verification as it goes on: its cases by number, figures over them, and what an author has to look at first. Pure. */
import type {
  MutantCase,
  ReferenceCase,
  Verification,
  VerificationCase,
  VerificationCounts,
  VerificationMessage,
} from '@lockstep/protocol';

type CaseMessage = Extract<VerificationMessage, { readonly kind: 'case' }>;

/** The verification with a case that ended. The same one when the case was seen before; null when one before it is missing. */
export function withCase(verification: Verification, message: CaseMessage): Verification | null {
  if (message.seq <= verification.lastSeq) return verification;
  if (message.seq > verification.lastSeq + 1) return null;
  const cases = verification.cases.map((one) => (one.position === message.case.position ? message.case : one));
  return { ...verification, cases, counts: countsOf(cases), lastSeq: message.seq };
}

export function countsOf(cases: readonly VerificationCase[]): VerificationCounts {
  const references = cases.filter(isReference);
  const mutants = cases.filter(isMutant);
  const among = (fate: MutantCase['fate']) => mutants.filter((one) => one.fate === fate).length;
  const ended = cases.filter(({ state }) => state === 'finished' || state === 'cancelled').length;
  return {
    total: cases.length,
    ended,
    references: references.length,
    asExpected: references.filter(({ outcome }) => outcome === 'as-expected').length,
    different: references.filter(({ outcome }) => outcome === 'different').length,
    mutants: mutants.length,
    killed: among('killed'),
    equivalent: among('equivalent'),
    survived: among('survived'),
    judgeErrors: references.filter(({ outcome }) => outcome === 'judge-error').length + among('judge-error'),
    cancelled: cases.filter(({ state }) => state === 'cancelled').length,
  };
}

export function isReference(one: VerificationCase): one is ReferenceCase {
  return one.kind === 'reference';
}

export function isMutant(one: VerificationCase): one is MutantCase {
  return one.kind === 'mutant';
}

/** Whether an author has to do something about it. */
export function isOpen(one: VerificationCase): boolean {
  if (isReference(one)) return one.outcome === 'different' || one.outcome === 'judge-error';
  return one.fate === 'survived' || one.fate === 'judge-error';
}

/** In the package's order while it runs, so that no row moves; then those first that an author has to look at. */
export function referenceRows({ cases, state }: Verification): readonly ReferenceCase[] {
  const rows = cases.filter(isReference);
  return state === 'running' ? rows : [...rows.filter(isOpen), ...rows.filter((one) => !isOpen(one))];
}

export interface MutantGroup {
  /** The submission in which the mistakes are made. */
  readonly path: string;
  readonly mutants: readonly MutantCase[];
}

/** By submission, in the package's order. */
export function mutantGroups(cases: readonly VerificationCase[]): readonly MutantGroup[] {
  const groups = Map.groupBy(cases.filter(isMutant), ({ path }): string => path);
  return [...groups].map(([path, mutants]) => ({ path, mutants }));
}

/** How many things an author has to settle. */
export function openCount({ different, survived, judgeErrors }: VerificationCounts): number {
  return different + survived + judgeErrors;
}

/** From its beginning to its end, in milliseconds; null while it runs. */
export function wallMs({ createdAt, endedAt }: Pick<Verification, 'createdAt' | 'endedAt'>): number | null {
  return endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(createdAt));
}
