/** Where a sitting is played back, or watched while it runs. */

/** `atMs`: the time since the sitting began, in milliseconds; null: where it begins, or now. */
export function playbackAddress(interview: string, sitting: string, atMs: number | null): string {
  const page = `/interviews/${encodeURIComponent(interview)}/candidates/${encodeURIComponent(sitting)}/live`;
  return atMs === null ? page : `${page}?at=${Math.round(atMs)}`;
}
