/** Keys of the page. They work wherever the focus is, but for what a focused control has a use for itself. */
import { useEffect, useEffectEvent } from 'react';

export type KeyCommand =
  | 'previous'
  | 'next'
  | 'first'
  | 'last'
  | 'back-ten'
  | 'on-ten'
  | 'toggle'
  | 'conflict'
  | 'play'
  | 'leave';

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

/** What the focused element does with keys itself. */
export type KeyOwner = 'nothing' | 'control' | 'writing' | 'arrows' | 'scrolls';

const ARROWS: Readonly<Record<string, KeyCommand>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Home: 'first',
  End: 'last',
  PageUp: 'back-ten',
  PageDown: 'on-ten',
};
const LETTERS: Readonly<Record<string, KeyCommand>> = { c: 'conflict', p: 'play', escape: 'leave' };

/** Null: the page has no use for it here. */
export function keyCommand(event: PressedKey, owner: KeyOwner): KeyCommand | null {
  if (event.ctrlKey || event.metaKey || event.altKey || owner === 'writing') return null;
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    // What scrolls has a use for all of them but those to the sides.
    const taken =
      owner === 'arrows' || (owner === 'scrolls' && event.key !== 'ArrowLeft' && event.key !== 'ArrowRight');
    return taken ? null : arrow;
  }
  if (event.repeat) return null;
  if (event.key === ' ') return owner === 'control' || owner === 'arrows' ? null : 'toggle';
  return LETTERS[event.key.toLowerCase()] ?? null;
}

function ownerOf(target: EventTarget | null): KeyOwner {
  if (!(target instanceof HTMLElement)) return 'nothing';
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return 'writing';
  if (target.closest('[role=tablist]') !== null) return 'arrows';
  if (target.closest('a, button, summary') !== null) return 'control';
  // A block of code or a panel that scrolls; the schedules go along with the step by themselves.
  return target.matches('[role=group][tabindex]:not(.timeline-rows)') ? 'scrolls' : 'nothing';
}

export function useFindingKeys(onCommand: (command: KeyCommand) => void): void {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const command = keyCommand(event, ownerOf(event.target));
    if (command === null) return;
    event.preventDefault();
    onCommand(command);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => listen(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
