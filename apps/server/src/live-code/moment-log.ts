/**
 * Keeps moments of one sitting, one after the other, and tells of new ones. The rows are the truth, also of those that
 * other servers add: a notice says only that there may be more.
 */
import type { SittingId, SittingMoment } from '@lockstep/protocol';
import type { NewMoment, Store } from '@lockstep/store';

export class MomentLog {
  readonly #sitting: SittingId;
  readonly #moments: Store['moments'];
  readonly #tell: (moment: SittingMoment) => void;
  readonly #warn: (error: unknown) => void;
  #last: number;
  #adding: Promise<void> = Promise.resolve();
  #reading: Promise<void> = Promise.resolve();
  #willRead = false;

  /** `last`: the id of the moment after which new ones are told. */
  constructor(
    sitting: SittingId,
    last: number,
    moments: Store['moments'],
    { tell, warn }: { tell(moment: SittingMoment): void; warn(error: unknown): void },
  ) {
    this.#sitting = sitting;
    this.#last = last;
    this.#moments = moments;
    this.#tell = tell;
    this.#warn = warn;
  }

  add(moment: NewMoment): void {
    this.#adding = this.#adding.then(() => this.#moments.add(this.#sitting, moment)).then(() => {}, this.#warn);
  }

  /** There may be new ones. */
  notice(): void {
    if (this.#willRead) return;
    this.#willRead = true;
    this.#reading = this.#reading.then(() => this.#read()).catch(this.#warn);
  }

  /** Everything that was added is stored, or given up. */
  settle(): Promise<void> {
    return this.#adding;
  }

  async #read(): Promise<void> {
    this.#willRead = false;
    for (;;) {
      const moments = await this.#moments.after(this.#sitting, this.#last);
      for (const moment of moments) {
        this.#last = moment.id;
        this.#tell(moment);
      }
      if (moments.length === 0) return;
    }
  }
}
