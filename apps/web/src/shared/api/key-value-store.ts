/** The browser's storage as far as it is used. */

/** The browser's storage, or one that forgets where storage is blocked. Never throws on reading. */
export interface KeyValueStore {
  get(key: string): string | null;
  /** False when it could not be kept (blocked or full). */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  /** Those that begin with the prefix. */
  keys(prefix: string): readonly string[];
}

/** Even naming `localStorage` throws where it is blocked, hence the function. */
export function storeOf(storage: () => Storage): KeyValueStore {
  return {
    get(key) {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        storage().setItem(key, value);
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        storage().removeItem(key);
      } catch {
        // Nothing can be stored there, so nothing is left behind.
      }
    },
    keys(prefix) {
      try {
        return Object.keys(storage()).filter((key) => key.startsWith(prefix));
      } catch {
        return [];
      }
    },
  };
}
