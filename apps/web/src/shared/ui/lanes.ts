/** Colour classes of processes: main in grey, the others through the lanes. */
import './lanes.css';

/** `index`: place among the processes, 0 is main. */
export function laneClass(index: number): string {
  return index === 0 ? 'lane-m' : `lane-${(index - 1) % 6}`;
}
