/** Schedules as texts, as traces have them: a version, the choices, a checksum. Pure. */

/** For a shell: a schedule has no quote in it, whatever else it has. */
export function replayCommand(slug: string, schedule: string): string {
  return `lockstep replay ${slug} solution.py '${schedule.replaceAll("'", String.raw`'\''`)}'`;
}

/** The choices of a schedule without its version and checksum: `0*2,0.1` of `1;0*2,0.1;9f2c01ab`. */
export function scheduleRuns(schedule: string): string {
  return schedule.split(';')[1] ?? '';
}
