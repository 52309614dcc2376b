/** Our own fault while judging: becomes a judge-error, never a verdict on the submission. */
export class JudgeFault extends Error {
  override readonly name = 'JudgeFault';
}
