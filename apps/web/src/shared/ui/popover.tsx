/**
 * What opens below a button and lies over a part of the page. Escape or going elsewhere closes it; Escape gives the
 * focus back to where it was. The caller shows it by rendering it and takes it away when it asks for that.
 */
import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import './popover.css';

export function Popover(props: {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  /** The button that opens it: a click on it is its own affair. */
  readonly opener: RefObject<HTMLElement | null>;
  /** See `useFocusBack`. */
  readonly focusBack: () => void;
  readonly children: ReactNode;
}) {
  const { onClose, opener, focusBack } = props;
  const box = useRef<HTMLDivElement>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    focusBack();
    onClose();
  };
  const onBlur = (event: FocusEvent): void => {
    // Another window has the focus: what was typed here waits.
    if (!document.hasFocus()) return;
    const to = event.relatedTarget;
    if (!(to instanceof Node) || (!box.current?.contains(to) && to !== opener.current)) onClose();
  };
  return (
    <div
      ref={box}
      className={`popover ${props.className}`}
      role="dialog"
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      {props.children}
    </div>
  );
}

/** Gives the focus back to what had it when the calling component came; to the opener when nothing had it. */
export function useFocusBack(opener: RefObject<HTMLElement | null>): () => void {
  const [before] = useState(focusedElement);
  return () => (before ?? opener.current)?.focus();
}

/** Also inside a shadow root; null when nothing has the focus. */
function focusedElement(): HTMLElement | null {
  const active = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : null;
}
