/** A truth that components can follow. */
export interface Flag {
  readonly get: () => boolean;
  readonly set: (up: boolean) => void;
  /** Calls back on every change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createFlag(): Flag {
  const listeners = new Set<() => void>();
  let raised = false;
  return {
    get: () => raised,
    set(up) {
      if (up === raised) return;
      raised = up;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
