/** How much somebody may do: so much in a second over a longer time, and some of it at once. */
export class Allowance {
  readonly #perSecond: number;
  readonly #most: number;
  readonly #clockMs: () => number;
  #left: number;
  #atMs: number;

  /** `clockMs`: a clock that never goes back. */
  constructor(perSecond: number, most: number, clockMs: () => number) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#clockMs = clockMs;
    this.#left = most;
    this.#atMs = clockMs();
  }

  /** Uses up `amount`; false: there is not so much left. */
  use(amount: number): boolean {
    const atMs = this.#clockMs();
    this.#left = Math.min(this.#most, this.#left + ((atMs - this.#atMs) / 1_000) * this.#perSecond);
    this.#atMs = atMs;
    if (this.#left < amount) return false;
    this.#left -= amount;
    return true;
  }
}
