/** Binds a saver to a component: it saves while the component is shown, and sends at once what is open when that ends. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { useServices } from '../api/services.tsx';
import { Saver, type SaverPorts, type SaverSnapshot, type Stored } from './saver.ts';
import { unsavedStore } from './unsaved.ts';

export interface Saving<Value> extends SaverSnapshot<Value> {
  readonly change: (value: Value) => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** `stored`: what the server has, each time that it was asked. The rest is read once. */
export function useSaver<Value>(
  of: Pick<SaverPorts<Value>, 'save' | 'conflictIn' | 'same'> & {
    /** Where this browser keeps what is not saved. */
    readonly key: string;
    readonly schema: z.ZodType<Value>;
    readonly stored: Stored<Value>;
  },
): Saving<Value> {
  const { store, tab, timers } = useServices();
  const { stored } = of;
  const [saver] = useState(
    () => new Saver({ ...of, timers, unsaved: unsavedStore({ store, tab, key: of.key, schema: of.schema }) }, stored),
  );
  useEffect(() => {
    saver.start();
    const hurry = (): void => saver.hurry();
    const flush = (): void => saver.flush();
    window.addEventListener('online', hurry);
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('online', hurry);
      window.removeEventListener('pagehide', flush);
      saver.stop();
    };
  }, [saver]);
  useEffect(() => saver.learn(stored), [saver, stored]);
  const snapshot = useSyncExternalStore(saver.subscribe, saver.snapshot);
  return {
    ...snapshot,
    change: (value) => saver.change(value),
    keepMine: () => saver.keepMine(),
    takeTheirs: () => saver.takeTheirs(),
  };
}
