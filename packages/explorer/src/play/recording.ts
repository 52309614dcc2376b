/**
 * The histories of a program as a value, and a program made of such a value: what was explored once can be explored
 * again anywhere, without running anything.
 *
 * Where local states were merged, a point goes on as the one that stands for it, with all steps that are known of any
 * point of its class; its key in the recording is that class. So the player merges exactly what was merged before,
 * whatever order it comes to points in.
 */
import type { RecordedHistories, Response } from '@lockstep/protocol';
import { Histories } from '../program/histories.ts';
import type { Answer, ProgramSource, Question } from '../program/source.ts';
import { labelsOf } from '../trace/objects.ts';
import type { Machine } from '../world/machine.ts';

/** What is asked about was not explored, so it is not in the recording. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}

/** All that is known of a program. Pure; null before anything is known. */
export function record(machine: Machine, histories: Histories): RecordedHistories | null {
  if (histories.size === 0) return null;
  const points: RecordedHistories['points'] = [];
  const stands: number[] = [];
  const steps: RecordedHistories['steps'] = [];
  const children: RecordedHistories['children'] = [];
  for (let node = 1; node <= histories.size; node++) {
    const process = machine.layout.tasks[histories.tasks[node] as number]?.path ?? '0';
    const { key: _, ...announcement } = histories.announcements[node] as (typeof histories.announcements)[number];
    points.push({ process, announcement });
    stands.push(histories.target(histories.edgesInto[node] as number) - 1);
    for (const edge of histories.edgesOf(node)) {
      const response = machine.responses.value(histories.edgeResponses[edge] as number);
      steps.push([node - 1, response as RecordedHistories['steps'][number][1], histories.rawTarget(edge) - 1]);
    }
    const child = histories.childNode(node);
    if (child !== 0) children.push([node - 1, child - 1]);
  }
  const found = labelsOf(histories);
  const names = new Map(machine.layout.objects.map(({ name }) => [machine.layout.nameSlot(name), name]));
  const labels = [...found.labels]
    .sort(([a], [b]) => a - b)
    .flatMap(([slot, label]): [string, string][] => {
      const name = names.get(slot);
      return name === undefined ? [] : [[name, label]];
    });
  return { merging: histories.merging, points, stands, steps, children, labels, blocks: [...found.blocks] };
}

/** Histories of a recorded program, which know what its objects are called from the beginning on. */
export function openRecorded(machine: Machine, recorded: RecordedHistories): Histories {
  const histories = new Histories(machine, recordedProgram(recorded));
  for (const [name, label] of recorded.labels) histories.labels.set(machine.layout.nameSlot(name), label);
  for (const [block, label] of recorded.blocks) histories.blockLabels.set(block, label);
  histories.merge(recorded.merging);
  return histories;
}

/** The program that a recording is of. What is not in it is refused with NotRecorded. */
export function recordedProgram({ points, stands, steps, children }: RecordedHistories): ProgramSource {
  const standOf = (point: number): number => stands[point] ?? point;
  const keyOf = (point: number, response: Response): string => `${standOf(point)} ${JSON.stringify(response)}`;
  const reached = new Map<string, number>();
  for (const [from, response, to] of steps) {
    const key = keyOf(from, response);
    if (!reached.has(key)) reached.set(key, to);
  }
  const begun = new Map<number, number>();
  for (const [from, to] of children) if (!begun.has(standOf(from))) begun.set(standOf(from), to);

  const place = (question: Question): number | undefined => {
    switch (question.kind) {
      case 'root':
        return 0;
      case 'child':
        return begun.get(standOf(question.at));
      case 'respond':
      case 'again':
        return reached.get(keyOf(question.at, question.response));
      default:
        return question satisfies never;
    }
  };
  return {
    ask: async (questions) =>
      questions.map((question): Answer => {
        const at = place(question);
        const point = at === undefined ? undefined : points[at];
        if (at === undefined || point === undefined) throw new NotRecorded('this was not explored');
        const { sure: _, ...announcement } = point.announcement;
        return { points: [{ ref: at, announcement: { ...announcement, key: String(standOf(at)) } }] };
      }),
  };
}
