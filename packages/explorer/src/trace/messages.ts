/**
 * Which step put the item into a queue or pipe that another step takes out. The models keep items in lists that grow at one
 * end and shrink at the other (world/queues.ts, world/pipes.ts), so the places that items take are followed here the same
 * way: which item a step takes is known, not guessed from its value.
 *
 * An item of a queue with a feeder is put into the buffer of its process first; what takes it from there is the flush, and
 * what a getter takes comes from the flush. Must not look at data: two items may be equal.
 */
import type { OperationKind } from '@lockstep/protocol';

/** A step that did what it announced: nothing was raised, no time was over. */
export interface DoneStep {
  readonly kind: OperationKind | 'flush';
  /** Stable name of the queue or pipe. */
  readonly key: string;
  /** Of the process whose step it is, or whose buffer is flushed. */
  readonly task: number;
  /** For a put: whether it goes into the buffer of its process. */
  readonly buffered: boolean;
  /** For a pipe: the own end. */
  readonly end: number;
}

export class Mailboxes {
  /** Steps whose items are in each list now, oldest first. */
  readonly #lists = new Map<string, number[]>();

  /** Called for each step that was done, in order. The step that its item comes from; null: it takes none. */
  follow(step: number, done: DoneStep): number | null {
    const { key, task, end } = done;
    const buffer = `buffer ${task} ${key}`;
    switch (done.kind) {
      case 'put':
        return this.#push(done.buffered ? buffer : key, step);
      case 'flush': {
        const put = this.#take(buffer);
        this.#push(key, step);
        return put;
      }
      case 'get':
        return this.#take(key);
      // An item lies where it will be read.
      case 'send':
        return this.#push(`end ${1 - end} ${key}`, step);
      case 'receive':
        return this.#take(`end ${end} ${key}`);
      default:
        return null;
    }
  }

  #push(list: string, step: number): null {
    const steps = this.#lists.get(list);
    if (steps === undefined) this.#lists.set(list, [step]);
    else steps.push(step);
    return null;
  }

  #take(list: string): number | null {
    return this.#lists.get(list)?.shift() ?? null;
  }
}
