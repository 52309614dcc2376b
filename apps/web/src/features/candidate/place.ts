/** What of a candidate's work the page shows: exercise, attempt and line stand in the address. Pure. */

export interface CandidatePlace {
  /** Slug; null: the first exercise. */
  readonly exercise: string | null;
  /** From 1; null: the last one. */
  readonly attempt: number | null;
  readonly line: number | null;
}

export function readPlace(search: Readonly<Record<string, string>>): CandidatePlace {
  const { exercise = '' } = search;
  return {
    exercise: exercise === '' ? null : exercise,
    attempt: numberOf(search.attempt),
    line: numberOf(search.line),
  };
}

export function placeSearch({ exercise, attempt, line }: CandidatePlace): Readonly<Record<string, string>> {
  return {
    ...(exercise === null ? {} : { exercise }),
    ...(attempt === null ? {} : { attempt: String(attempt) }),
    ...(line === null ? {} : { line: String(line) }),
  };
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}
