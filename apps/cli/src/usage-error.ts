/** The command line was called wrongly: exit code 2, with the usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for is clear and cannot be done; the message says why. */
export class Refused extends Error {
  override readonly name = 'Refused';
}
