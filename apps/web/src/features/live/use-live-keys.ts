/** Keys of the page, but where somebody writes or a control has a use for them. */
import { useEffect, useEffectEvent } from 'react';

/** What a key does, by its `KeyboardEvent.key` in lower case; null: nothing now. */
export type LiveKeys = Readonly<Record<string, (() => void) | null>>;

const WRITES = 'input:not([type=checkbox]), textarea, select, [contenteditable]:not([aria-readonly=true])';
const PRESSES = 'a, button, summary, input, select, [role=tab], [role=slider]';

export function useLiveKeys(keys: LiveKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    // The editor is in a shadow root, and would stand for all that is in it.
    const [target] = event.composedPath();
    const element = target instanceof Element ? target : null;
    if (element?.closest(WRITES) || document.querySelector('dialog[open]') !== null) return;
    if (event.key === ' ' && element?.closest(PRESSES)) return;
    const act = keys[event.key.toLowerCase()];
    if (act == null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
