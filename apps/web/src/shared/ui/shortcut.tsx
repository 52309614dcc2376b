/** Keyboard hints beside controls, in the words of the visitor's platform. */

/** True on a Mac, where the modifier is Command. */
export function isMac(platform = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

export type Stroke = 'mod+enter' | 'mod+shift+enter';

/** `Ctrl Shift ↵`, or `⌘ ⇧ ↵`. */
export function strokeText(stroke: Stroke, mac: boolean): string {
  const keys = stroke === 'mod+enter' ? ['mod', 'enter'] : ['mod', 'shift', 'enter'];
  const names = mac ? { mod: '⌘', shift: '⇧', enter: '↵' } : { mod: 'Ctrl', shift: 'Shift', enter: '↵' };
  return keys.map((key) => names[key as keyof typeof names]).join(mac ? ' ' : ' + ');
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

/** For aria-keyshortcuts. */
export function ariaStroke(stroke: Stroke, mac: boolean): string {
  const mod = mac ? 'Meta' : 'Control';
  return stroke === 'mod+enter' ? `${mod}+Enter` : `${mod}+Shift+Enter`;
}

/** Which of the strokes a keyboard event is, if any. */
export function strokeOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): Stroke | null {
  if (event.key !== 'Enter' || event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  return event.shiftKey ? 'mod+shift+enter' : 'mod+enter';
}
