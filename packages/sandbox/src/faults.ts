/** What can be wrong with a sandbox itself, as opposed to what runs in it. */

/** The sandbox failed. Our fault: nobody's submission may be judged by it. */
export class SandboxFault extends Error {
  override readonly name = 'SandboxFault';
}

export interface MissingProtection {
  readonly protection: string;
  readonly detail: string;
  /** What the operator can do. */
  readonly remedy: string;
}

/** This machine cannot run sandboxes that protect it. Nothing is run. */
export class SandboxUnfit extends Error {
  override readonly name = 'SandboxUnfit';
  readonly missing: readonly MissingProtection[];

  constructor(missing: readonly MissingProtection[]) {
    const lines = missing.map(({ protection, detail, remedy }) => `  - ${protection} (${detail}). ${remedy}`);
    super(`The sandbox does not protect this machine, so no submission is run:\n${lines.join('\n')}`);
    this.missing = missing;
  }
}
