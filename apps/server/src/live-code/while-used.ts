/** Things that are there while somebody uses them: opened for the first user, let go after the last. */
export interface Use<V> {
  readonly value: V;
  /** Must be called once. */
  release(): Promise<void>;
}

interface Entry<V> {
  readonly value: Promise<V>;
  users: number;
}

export interface Handling<K, V> {
  open(key: K): Promise<V>;
  /** Nobody uses it. Somebody may again before this is done: then it stays. */
  settle(value: V): Promise<void>;
  /** It is gone: the next user gets another one. */
  close?(value: V): void;
}

export class WhileUsed<K, V> {
  readonly #handling: Handling<K, V>;
  readonly #entries = new Map<K, Entry<V>>();

  constructor(handling: Handling<K, V>) {
    this.#handling = handling;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Those that are open or being opened. */
  all(): readonly Promise<V>[] {
    return [...this.#entries.values()].map(({ value }) => value);
  }

  /** null: nobody uses it. */
  get(key: K): Promise<V> | null {
    return this.#entries.get(key)?.value ?? null;
  }

  /** Rejects as `open` does; the next user tries again. */
  async use(key: K): Promise<Use<V>> {
    const entry = this.#entries.get(key) ?? this.#open(key);
    entry.users += 1;
    let value: V;
    try {
      value = await entry.value;
    } catch (error) {
      this.#forget(key, entry);
      throw error;
    }
    return { value, release: () => this.#release(key, entry, value) };
  }

  /** What is there under the key must not be used by anybody new. */
  drop(key: K): void {
    this.#entries.delete(key);
  }

  #open(key: K): Entry<V> {
    const entry = { value: this.#handling.open(key), users: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  async #release(key: K, entry: Entry<V>, value: V): Promise<void> {
    entry.users -= 1;
    if (entry.users > 0) return;
    await this.#handling.settle(value);
    if (entry.users > 0) return;
    this.#forget(key, entry);
    this.#handling.close?.(value);
  }

  #forget(key: K, entry: Entry<V>): void {
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
  }
}
