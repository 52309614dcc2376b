/** What runs as PID 1 in a sandbox. The sandbox does not know what it does; it knows the two lines that it writes. */

/** Contents are handed in through pipes: the unprivileged user of a sandbox need not be able to read the project. */
export interface SandboxProgram {
  /** `path` is absolute and inside the sandbox. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  readonly argv: readonly string[];
}
