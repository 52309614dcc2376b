/** A schedule as lanes: who went on, for how many steps. Read from its text alone; what cannot be read has no lanes. Pure. */
import { scheduleRuns } from '../../shared/timeline/schedules.ts';

export interface LaneRun {
  /** Steps from 0, the end excluded. */
  readonly from: number;
  readonly to: number;
}

export interface Lane {
  /** `0` is the main process, `0.1` its second child. */
  readonly path: string;
  readonly runs: readonly LaneRun[];
}

const RUN = /^(0(?:\.\d{1,4}){0,6})(?:[~!][^\s,;*]{0,40})?(?:\*([1-9]\d{0,3}))?$/;
const MOST_LANES = 24;

/** In the order of paths; null: there is none to draw. */
export function scheduleLanes(schedule: string): { readonly lanes: readonly Lane[]; readonly steps: number } | null {
  const lanes = new Map<string, LaneRun[]>();
  let steps = 0;
  for (const run of scheduleRuns(schedule).split(',')) {
    const [, path, times = '1'] = RUN.exec(run) ?? [];
    if (path === undefined) return null;
    const to = steps + Number(times);
    const runs = lanes.get(path) ?? [];
    const last = runs.at(-1);
    // A process and what flushes its queue are one lane.
    if (last?.to === steps) runs[runs.length - 1] = { from: last.from, to };
    else runs.push({ from: steps, to });
    lanes.set(path, runs);
    steps = to;
  }
  if (steps === 0 || lanes.size > MOST_LANES) return null;
  const paths = [...lanes.keys()].sort(comparePaths);
  return { lanes: paths.map((path) => ({ path, runs: lanes.get(path) ?? [] })), steps };
}

function comparePaths(a: string, b: string): number {
  const [first, second] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let at = 0; at < Math.max(first.length, second.length); at++) {
    const difference = (first[at] ?? -1) - (second[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
