/** Keys as they are written beside controls, in the words of the visitor's platform. */

import { KEY_WORDS, type KeyWords, MODIFIERS, MODIFIERS_ON_MAC } from './messages.ts';

/** True on a Mac, where the modifier is Command. */
export function isMac(platform = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/** `mod` is Command on a Mac and Control elsewhere; `ctrl` is Control everywhere. */
type Modifier = keyof typeof MODIFIERS;
type NamedKey = keyof typeof KEY_WORDS;
type PlainKey = 'a' | 'f' | 'j' | 'k' | 'l' | 'm' | 'n' | 'p' | 'y' | 'z' | 'f1' | 'f8' | '?' | '/' | '[' | ']' | '\\';
type Key = NamedKey | PlainKey;

/** Keys that are pressed together, modifiers first. */
export type Stroke = Key | `${Modifier}+${Key}` | `${Modifier}+${Modifier}+${Key}`;

function keyWords(stroke: Stroke, mac: boolean): KeyWords[] {
  const names: Readonly<Record<string, KeyWords>> = { ...KEY_WORDS, ...(mac ? MODIFIERS_ON_MAC : MODIFIERS) };
  return stroke.split('+').map((key) => names[key] ?? { cap: key.toUpperCase(), word: key.toUpperCase() });
}

/** `Ctrl + Shift + ↵`, or `⌘ ⇧ ↵`. */
export function strokeText(stroke: Stroke, mac: boolean): string {
  return keyWords(stroke, mac)
    .map(({ cap }) => cap)
    .join(mac ? ' ' : ' + ');
}

/** `Control Shift Enter`: what is read out where the keys themselves are the information. */
export function strokeWords(stroke: Stroke, mac: boolean): string {
  return keyWords(stroke, mac)
    .map(({ word }) => word)
    .join(' ');
}

/** A hint beside a control. Not read out: the control says its keys in `aria-keyshortcuts`. */
export function KeyHint({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="key-hint" aria-hidden="true">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

/** For aria-keyshortcuts, whose modifiers have names of their own. */
export function ariaStroke(stroke: Stroke, mac: boolean): string {
  const names: Readonly<Record<string, string>> = {
    mod: mac ? 'Meta' : 'Control',
    ctrl: 'Control',
    alt: 'Alt',
    shift: 'Shift',
    enter: 'Enter',
  };
  return stroke
    .split('+')
    .map((key) => names[key] ?? key.toUpperCase())
    .join('+');
}

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

export type SendStroke = 'mod+enter' | 'mod+shift+enter';

/** Which of the strokes that send a keyboard event is, if any. */
export function strokeOf(event: PressedKey): SendStroke | null {
  if (event.key !== 'Enter' || event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  return event.shiftKey ? 'mod+shift+enter' : 'mod+enter';
}

/** Which of the strokes that open something: `?` counts where one is not writing, which the caller knows. */
export function openingStroke(event: PressedKey, mac: boolean): 'mod+k' | 'alt+enter' | 'f1' | '?' | null {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (altKey) return key === 'Enter' && !ctrlKey && !metaKey && !shiftKey ? 'alt+enter' : null;
  // Control K is an editing key on a Mac and stays one.
  const mod = mac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (key.toLowerCase() === 'k' && mod && !shiftKey) return 'mod+k';
  if (ctrlKey || metaKey) return null;
  if (key === 'F1' && !shiftKey) return 'f1';
  return key === '?' ? '?' : null;
}
