/** Our own fault while judging: becomes a judge-error, never a verdict on the submission. */
export class JudgeFault extends Error {
  override readonly name: string = 'JudgeFault';
}

/** The exercise's checker.ts failed: its authors' fault. Trying once more would give the same. */
export class CheckerFailure extends JudgeFault {
  override readonly name = 'CheckerFailure';
}
