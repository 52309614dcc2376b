/** Id of a track's section, on the list page and on the path alike. */
export function trackAnchor(number: number): string {
  return `track-${number}`;
}
