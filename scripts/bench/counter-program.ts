/** The locked counter as a program without executors: what the search alone costs. */
import type { Answer, ProgramSource, Question } from '@lockstep/explorer';
import type { Announcement, Operation, Response } from '@lockstep/protocol';

interface Point {
  readonly path: string;
  readonly responses: readonly Response[];
}

const LOCK = '0#0';
const VALUE = '0#1';
/** acquire, read, write, release. */
const STEPS = 4;

/** `processes` children add `times` times to one value under a lock. */
export class CounterProgram implements ProgramSource {
  readonly #processes: number;
  readonly #times: number;
  readonly #points: Point[] = [];

  constructor(processes: number, times: number) {
    this.#processes = processes;
    this.#times = times;
  }

  async ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    return questions.map((question) => {
      const point = this.#pointOf(question);
      const ref = this.#points.push(point) - 1;
      return { points: [{ ref, announcement: this.#announce(point) }] };
    });
  }

  #pointOf(question: Question): Point {
    if (question.kind === 'root') return { path: '0', responses: [] };
    const at = this.#points[question.at] as Point;
    if (question.kind === 'child') return { path: `0.${at.responses.length}`, responses: [] };
    return { path: at.path, responses: [...at.responses, question.response] };
  }

  #announce({ path, responses }: Point): Announcement {
    const at = responses.length;
    const heard = readIn(responses[at - 1]);
    if (path === '0') {
      const operation = this.#main(at, heard);
      const creations = [
        { name: LOCK, spec: { kind: 'rlock' as const } },
        { name: VALUE, spec: { kind: 'cells' as const, initial: [{ data: '0' }], lock: LOCK } },
      ];
      return { operation, line: 0, key: `${at}`, ...(at === 0 ? { creations } : {}) };
    }
    const operation = this.#child(at, heard);
    return { operation, line: 0, key: `${at} ${at % STEPS === 2 ? heard : ''}` };
  }

  #main(at: number, heard: string): Operation {
    const count = this.#processes;
    const process = (index: number): string => `0.${index}`;
    if (at < count) return { kind: 'start', process: process(at), label: process(at), daemon: false, ends: null };
    if (at < 2 * count) return { kind: 'join', process: process(at - count), block: true, timed: false };
    if (at === 2 * count) return { kind: 'read', cells: VALUE, from: 0, to: 1 };
    if (at === 2 * count + 1) return { kind: 'result', result: { kind: 'returned', value: heard } };
    // multiprocessing joins the children again when the main process ends.
    if (at < 3 * count + 2) {
      return { kind: 'join', process: process(at - 2 * count - 2), block: true, timed: false };
    }
    return { kind: 'exit', code: 0, failure: null };
  }

  #child(at: number, heard: string): Operation {
    if (at === this.#times * STEPS) return { kind: 'exit', code: 0, failure: null };
    switch (at % STEPS) {
      case 0:
        return { kind: 'acquire', lock: LOCK, block: true, timed: false };
      case 1:
        return { kind: 'read', cells: VALUE, from: 0, to: 1 };
      case 2:
        return { kind: 'write', cells: VALUE, from: 0, data: [{ data: String(Number(heard) + 1) }] };
      default:
        return { kind: 'release', lock: LOCK };
    }
  }
}

function readIn(response: Response | undefined): string {
  return response?.kind === 'value' && Array.isArray(response.value) ? String(response.value[0]) : '';
}
